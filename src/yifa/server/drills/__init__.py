"""演练 — drills an office can run itself: each attacks a promise, shows a control that must fail, and counts what was missed.

A drill is a module in this folder with ``HELP`` (one line), ``NEEDS_DATABASE`` and ``run(seed, budget, *, count) -> Report``.
"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Report:
    """演练报告 — settings, counts, what was missed, and what the control that must fail did."""

    name: str
    seed: int
    settings: dict[str, str] = field(default_factory=dict)
    counts: dict[str, int | str] = field(default_factory=dict)
    missed: list[str] = field(default_factory=list)
    #: the control's result in one sentence, and whether the control failed as it must
    control: str = ""
    control_failed: bool = False

    @property
    def good(self) -> bool:
        return not self.missed and self.control_failed

    def text(self) -> str:
        lines = [f"演练 {self.name} · 种子 {self.seed}"]
        lines += [f"  {name}：{value}" for name, value in self.settings.items()]
        lines += [f"  {name}：{value}" for name, value in self.counts.items()]
        lines.append(f"  对照：{self.control}" + ("" if self.control_failed else "（对照没有失败：本演练不能作数）"))
        lines += [f"  ✗ 漏过：{what}" for what in self.missed[:50]]
        if len(self.missed) > 50:
            lines.append(f"  ✗ 另漏过 {len(self.missed) - 50} 处")
        lines.append("✓ 没有漏过" if self.good else f"✗ 未通过：漏过 {len(self.missed)} 处")
        return "\n".join(lines)
