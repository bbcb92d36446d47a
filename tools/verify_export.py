#!/usr/bin/env python3
"""Check an export of yifa (依法) offline, against the heads of its log that were given away.

    python3 verify_export.py record.yifa --heads heads/ [--key HEX] [--json]

Needs Python 3.9 or newer and nothing else: no account, no network, no part of yifa. It was written apart from the verifier in the
program, from the description of the format: own SM3 (where Python's library has none), own Ed25519, own Merkle tree. Read it: it is
meant to be read.

Exit: 0 everything fits, 1 something does not, 2 wrong usage.
The key: with --key the heads must be signed by it. Without, by a key that the export names; a head binds its key by ``origin``.
Without --heads only the inner agreement is checked, which one who owns the database and its key can re-make.
"""

# ruff: noqa: B905, RUF007 -- this file also runs on Python 3.9
import argparse
import base64
import binascii
import functools
import hashlib
import io
import json
import pathlib
import re
import struct
import sys
import zipfile
import zlib

# --- SM3 (GB/T 32905)

_MASK = 0xFFFFFFFF
_START = (0x7380166F, 0x4914B2B9, 0x172442D7, 0xDA8A0600, 0xA96F30BC, 0x163138AA, 0xE38DEE4D, 0xB0FB0E4E)


def _rotate(word, by):
    by %= 32
    return ((word << by) | (word >> (32 - by))) & _MASK


_CONSTANTS = [_rotate(0x79CC4519 if step < 16 else 0x7A879D8A, step) for step in range(64)]


def sm3_by_hand(data):
    """SM3 in plain Python: slow, for a Python whose OpenSSL has no SM3."""
    padded = data + b"\x80" + b"\x00" * ((55 - len(data)) % 64) + struct.pack(">Q", 8 * len(data))
    state = _START
    for at in range(0, len(padded), 64):
        words = list(struct.unpack(">16I", padded[at : at + 64]))
        for step in range(16, 68):
            mixed = words[step - 16] ^ words[step - 9] ^ _rotate(words[step - 3], 15)
            mixed ^= _rotate(mixed, 15) ^ _rotate(mixed, 23)
            words.append(mixed ^ _rotate(words[step - 13], 7) ^ words[step - 6])
        a, b, c, d, e, f, g, h = state
        for step in range(64):
            a12 = _rotate(a, 12)
            ss1 = _rotate((a12 + e + _CONSTANTS[step]) & _MASK, 7)
            ss2 = ss1 ^ a12
            if step < 16:
                ff, gg = a ^ b ^ c, e ^ f ^ g
            else:
                ff, gg = (a & b) | (a & c) | (b & c), (e & f) | (~e & _MASK & g)
            tt1 = (ff + d + ss2 + (words[step] ^ words[step + 4])) & _MASK
            tt2 = (gg + h + ss1 + words[step]) & _MASK
            a, b, c, d = tt1, a, _rotate(b, 9), c
            e, f, g, h = tt2 ^ _rotate(tt2, 9) ^ _rotate(tt2, 17), e, _rotate(f, 19), g
        state = tuple(old ^ new for old, new in zip(state, (a, b, c, d, e, f, g, h)))
    return struct.pack(">8I", *state)


def _sm3_of_library(data):
    return hashlib.new("sm3", data).digest()


def _choose_sm3():
    try:
        if _sm3_of_library(b"abc") == sm3_by_hand(b"abc"):
            return _sm3_of_library
    except ValueError:
        pass
    return sm3_by_hand


sm3 = _choose_sm3()

# --- Ed25519 (RFC 8032), verification only

_P = 2**255 - 19
_L = 2**252 + 27742317777372353535851937790883648493
_D = -121665 * pow(121666, _P - 2, _P) % _P
_ROOT_OF_MINUS_ONE = pow(2, (_P - 1) // 4, _P)


def _add(one, two):
    x1, y1, z1, t1 = one
    x2, y2, z2, t2 = two
    a = (y1 - x1) * (y2 - x2) % _P
    b = (y1 + x1) * (y2 + x2) % _P
    c = 2 * t1 * t2 * _D % _P
    d = 2 * z1 * z2 % _P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


def _double(point):
    x1, y1, z1, _ = point
    a, b = x1 * x1 % _P, y1 * y1 % _P
    c = 2 * z1 * z1 % _P
    h = a + b
    e = h - (x1 + y1) * (x1 + y1) % _P
    g = a - b
    f = c + g
    return e * f % _P, g * h % _P, f * g % _P, e * h % _P


_NEUTRAL = (0, 1, 1, 0)


def _read_point(raw):
    value = int.from_bytes(raw, "little")
    sign, y = value >> 255, value & ((1 << 255) - 1)
    if y >= _P:
        return None
    square = (y * y - 1) * pow(_D * y * y + 1, _P - 2, _P) % _P
    x = pow(square, (_P + 3) // 8, _P)
    if (x * x - square) % _P:
        x = x * _ROOT_OF_MINUS_ONE % _P
    if (x * x - square) % _P or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = _P - x
    return x, y, 1, x * y % _P


_BASE = _read_point((4 * pow(5, _P - 2, _P) % _P).to_bytes(32, "little"))


@functools.lru_cache(maxsize=4096)
def ed25519_fits(key, signature, message):
    """Is this the signature of ``message`` by ``key``? All bytes."""
    if len(key) != 32 or len(signature) != 64:
        return False
    point = _read_point(key)
    scalar = int.from_bytes(signature[32:], "little")
    if point is None or scalar >= _L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % _L
    x, y, z, t = point
    minus = (_P - x, y, z, _P - t)
    both = _add(_BASE, minus)
    total = _NEUTRAL
    for bit in range(max(scalar.bit_length(), challenge.bit_length()) - 1, -1, -1):
        total = _double(total)
        pick = (scalar >> bit & 1) | (challenge >> bit & 1) << 1
        if pick:
            total = _add(total, (_BASE, minus, both)[pick - 1])
    x, y, z, _ = total
    inverse = pow(z, _P - 2, _P)
    written = (y * inverse % _P | (x * inverse % _P & 1) << 255).to_bytes(32, "little")
    return written == signature[:32]


# --- the Merkle tree (RFC 9162): every full block of 2^h leaves is kept, so the root at any size is put together from blocks


class Tree:
    def __init__(self):
        self.levels = [[]]

    def __len__(self):
        return len(self.levels[0])

    def add(self, data):
        row, level = self.levels[0], 0
        row.append(sm3(b"\x00" + data))
        while len(row) % 2 == 0:
            level += 1
            if level == len(self.levels):
                self.levels.append([])
            self.levels[level].append(sm3(b"\x01" + row[-2] + row[-1]))
            row = self.levels[level]

    def root_at(self, size):
        """The root of the first ``size`` leaves."""
        total, end = None, size
        for level in range(size.bit_length()):
            if size >> level & 1:
                end -= 1 << level
                block = self.levels[level][end >> level]
                total = block if total is None else sm3(b"\x01" + block + total)
        return sm3(b"") if total is None else total


# --- heads

_HEAD = re.compile(
    r"\Ayifa log v1\norigin ([0-9a-f]{32})\nsize (0|[1-9][0-9]{0,17})\nroot ([0-9a-f]{64})\n"
    r"time (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)\nsignature ([A-Za-z0-9+/]{86}==)\n\Z",
    re.ASCII,
)


def read_head(text):
    """(origin, size, root bytes, signature, signed bytes), or None when the text is no head."""
    found = _HEAD.match(text)
    if not found:
        return None
    origin, size, root, _, signature = found.groups()
    try:
        raw = base64.b64decode(signature, validate=True)
    except binascii.Error:
        return None
    if len(raw) != 64 or base64.b64encode(raw).decode() != signature:
        return None
    return origin, int(size), bytes.fromhex(root), raw, text[: text.rindex("signature")].encode()


def read_given(path):
    """[(name, text)] of the heads in a folder or file."""
    if path.is_dir():
        files = sorted(file for file in path.iterdir() if file.suffix == ".txt" and file.name != "public-key.txt")
    else:
        files = [path]
    given = []
    for file in files:
        text = file.read_bytes().decode("utf-8", "replace")
        starts = [found.start() for found in re.finditer(r"(?m)^yifa log v1$", text)] or [0]
        if starts[0] > 0:
            starts[0] = 0
        parts = [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)])]
        for number, part in enumerate(parts, 1):
            given.append((file.name if len(parts) == 1 else f"{file.name}:{number}", part))
    return given


#: what a damaged export makes zipfile, the decoders and the checks below say
_DAMAGE = (zipfile.BadZipFile, zlib.error, LookupError, ValueError, TypeError, AttributeError, EOFError, OSError, RuntimeError)

# --- what is said

SAYINGS = {
    "unreadable": ("导出文件读不出：{why}", "the export cannot be read: {why}"),
    "head_form": ("树头 {name} 不是规定的形式", "head {name} is not of the form prescribed"),
    "head_signature": ("树头 {name}（覆盖 {size} 叶）的签名不能核验", "the signature of head {name} (size {size}) does not verify"),
    "head_row": ("导出的树头（覆盖 {size} 叶）的列与签名文本不符", "the row of head {size} differs from its signed text"),
    "head_absent": (
        "对外送交的树头 {name}（覆盖 {size} 叶）不在导出文件中",
        "head {name} (size {size}) was given away but is not in the export",
    ),
    "fork": ("同一日志在 {size} 叶处有两个树根：{name}、{other}", "two heads of size {size} with different roots: {name}, {other}"),
    "short": (
        "树头 {name} 覆盖 {size} 叶，导出文件只有 {held} 叶：第 {low} 叶至第 {high} 叶之间有记录被截去或者删去",
        "head {name} covers {size} leaves, the export has {held}: between leaf {low} and leaf {high} records were cut off or removed",
    ),
    "root": (
        "树头 {name}（覆盖 {size} 叶）与记录不符：第 {low} 叶至第 {high} 叶之间有改动、删除、插入或者换序",
        "the records do not give the root of head {name} (size {size}): something between leaf {low} and leaf {high} was changed, "
        "removed, inserted or put in another order",
    ),
    "headless": ("第 {index} 叶起没有树头", "the leaves from {index} on are under no head"),
    "leaf_place": ("叶的序号应为 {expected}，实为 {index}(行为 {act})", "leaf {index} stands where {expected} belongs (act {act})"),
    "leaf_empty": ("第 {index} 叶的行为 {act} 不在导出文件中", "the act {act} of leaf {index} is not in the export"),
    "leaf_other": ("第 {index} 叶与行为 {act} 的正文不符", "leaf {index} is not the digest of act {act}"),
    "text": ("行为 {act}（卷宗 {docket} 第 {seq} 项）的正文不规范", "the body of act {act} (docket {docket}, no. {seq}) is not canonical"),
    "digest": (
        "行为 {act}（卷宗 {docket} 第 {seq} 项）的摘要与正文不符",
        "the digest of act {act} (docket {docket}, no. {seq}) does not fit",
    ),
    "columns": (
        "行为 {act}（卷宗 {docket} 第 {seq} 项）的 {name} 与正文不符",
        "{name} of act {act} (docket {docket}, no. {seq}) differs from its body",
    ),
    "sequence": (
        "卷宗 {docket} 中应为第 {expected} 项，实为第 {seq} 项（行为 {act}）",
        "no. {expected} of docket {docket} is missing or out of order: found no. {seq} (act {act})",
    ),
    "chain": (
        "行为 {act}（卷宗 {docket} 第 {seq} 项）不接前一行为",
        "act {act} (docket {docket}, no. {seq}) does not follow the act before it",
    ),
    "not_queued": (
        "行为 {act}（卷宗 {docket} 第 {seq} 项）无叶，也不待封存",
        "act {act} (docket {docket}, no. {seq}) has no leaf and waits for none",
    ),
    "queue": ("待封存的行为 {act} 与记录不符", "the queue says something else of act {act}"),
    "no_docket": ("行为 {act} 的卷宗 {docket} 不在导出文件中", "the docket {docket} of act {act} is not in the export"),
    "docket": ("卷宗 {docket} 的 {name} 与其第一项行为不符", "{name} of docket {docket} differs from its first act"),
    "no_acts": ("卷宗 {docket} 没有行为", "docket {docket} has no acts"),
    "counts": ("{name} 的行数与导出说明不符", "the number of rows of {name} is not the one stated"),
}


def verify(file, given, key=None):
    """Check the export in ``file`` (a path or a binary file) against ``given`` heads [(name, text)].

    Answers (counts, findings); a finding is {"code", "facts", "zh", "en"}.
    """
    findings = []

    def tell(code, **facts):
        zh, en = SAYINGS[code]
        findings.append({"code": code, "facts": facts, "zh": zh.format(**facts), "en": en.format(**facts)})

    counts = {"acts": 0, "leaves": 0, "dockets": 0, "heads": 0, "given": len(given), "waiting": 0, "unstated": 0}
    try:
        with zipfile.ZipFile(file) as archive:
            _verify(archive, given, key, counts, tell)
    except _DAMAGE as error:
        tell("unreadable", why=f"{type(error).__name__}: {error}")
    return counts, findings


def _lines(archive, name):
    with archive.open(name) as raw:
        for line in io.TextIOWrapper(raw, encoding="utf-8", newline="\n"):
            yield json.loads(line)


def _row(row, *kinds):
    """The row, if its members are as many and of these kinds."""
    if type(row) is not list or [type(member) for member in row] != list(kinds):
        raise ValueError(f"a row of another shape: {row!r:.80}")
    return row


def _verify(archive, given, key, counts, tell):
    about = json.loads(archive.read("export.json"))
    if about["format"] != "yifa export v1":
        raise ValueError("another format: {!r}".format(about["format"]))
    keys = [key] if key else [bytes.fromhex(text) for text in about["keys"]]
    origins = {sm3(each)[:16].hex(): each for each in keys}
    dockets, rows = {}, 0
    for row in _lines(archive, "dockets.jsonl"):
        rows += 1
        dockets[row[0]] = _row(row, str, str, str, str, str)
    counts["dockets"] = len(dockets)

    own, held = {}, []
    for size, root, text in (_row(row, int, str, str) for row in _lines(archive, "heads.jsonl")):
        counts["heads"] += 1
        own[text] = True
        head = _trusted(f"#{size}", text, origins, tell)
        if head:
            if (head[1], head[2].hex()) != (size, root):
                tell("head_row", size=size)
            held.append((f"#{size}", head[1], head[2], False))
    covered = max([size for _, size, _, _ in held] or [0])
    for name, text in given:
        head = _trusted(name, text, origins, tell)
        if head:
            if text not in own:
                tell("head_absent", name=name, size=head[1])
            held.append((name, head[1], head[2], True))

    tree, tails, lines = Tree(), {}, 0
    for row in _lines(archive, "acts.jsonl"):
        lines += 1
        _one_line(row, tree, tails, dockets, counts, tell)
    counts["leaves"] = len(tree)
    for docket in dockets:
        if docket not in tails:
            tell("no_acts", docket=docket)
    stray = 0
    for act in _lines(archive, "strays.jsonl"):
        stray += 1
        _row([act], str)
        tell("queue", act=act)
    if len(tree) > covered:
        tell("headless", index=covered)
    for name, count in (("dockets", rows), ("heads", counts["heads"]), ("acts", lines), ("strays", stray)):
        if type(about["counts"][name]) is not int or about["counts"][name] != count:
            tell("counts", name=name)
    _against_heads(held, tree, tell)


def _trusted(name, text, origins, tell):
    head = read_head(text)
    if head is None:
        tell("head_form", name=name)
        return None
    origin, size, _, signature, signed = head
    if origin not in origins or not ed25519_fits(origins[origin], signature, signed):
        tell("head_signature", name=name, size=size)
        return None
    return head


def _against_heads(held, tree, tell):
    held.sort(key=lambda each: each[1])
    for (name, size, root, _), (other, size2, root2, _) in zip(held, held[1:]):
        if size == size2 and root != root2:
            tell("fork", size=size, name=name, other=other)
    # A head in the export proves nothing to one who holds another: the spans of the heads given away are told apart from its own.
    for outside in (True, False):
        low, told = 0, False
        for name, size, root, given in held:
            if given is not outside:
                continue
            if size <= len(tree) and tree.root_at(size) == root:
                low, told = size, False
            elif not told:
                told = True
                if size > len(tree):
                    tell("short", name=name, size=size, held=len(tree), low=low, high=size - 1)
                else:
                    tell("root", name=name, size=size, low=low, high=size - 1)


def _one_line(row, tree, tails, dockets, counts, tell):
    if set(row) != {"leaf", "act", "queued"}:
        raise ValueError(f"a row of acts has other members: {sorted(row)}")
    leaf, act, queued = row["leaf"], row["act"], row["queued"]
    if leaf is not None:
        _row(leaf, int, str, str)
    if act is not None:
        _row(act, str, str, int, str, str, str, str, str)
    if queued is not None:
        _row(queued, str, int)
    digest = None
    if act is not None:
        counts["acts"] += 1
        digest = _one_act(act, tails, dockets, counts, tell)
    if leaf is None:
        counts["waiting"] += 1
        if queued is None:
            tell("not_queued", act=act[0], docket=act[1], seq=act[2])
        elif queued != act[1:3]:
            tell("queue", act=act[0])
        return
    index, leaf_act, leaf_digest = leaf
    if index != len(tree):
        tell("leaf_place", index=index, expected=len(tree), act=leaf_act)
    if act is None:
        tell("leaf_empty", index=index, act=leaf_act)
        digest = bytes.fromhex(leaf_digest)
    elif leaf_act != act[0] or leaf_digest != digest.hex():
        tell("leaf_other", index=index, act=act[0])
    tree.add(digest)


_FIELDS = {
    "act", "actor", "docket", "evidence", "grounds", "happened_at", "in_name_of", "kind",
    "officers", "papers", "payload", "place", "prev", "procedure", "recorded_at", "seq",
}  # fmt: skip


def _no_float(text):
    raise ValueError(f"a number with a fraction: {text}")


def _no_double(pairs):
    members = dict(pairs)
    if len(members) != len(pairs):
        raise ValueError("a member stands twice")
    return members


def _canonical_body(text):
    """The members of the body, or None when the text is not written in the one way."""
    try:
        body = json.loads(text, parse_float=_no_float, parse_constant=_no_float, object_pairs_hook=_no_double)
        if not isinstance(body, dict) or set(body) - {"opens"} != _FIELDS:
            return None
        return body if json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")) == text else None
    except (ValueError, RecursionError):
        return None


def _one_act(act, tails, dockets, counts, tell):
    act_id, docket, seq, kind, happened_at, recorded_at, text, stated = act
    where = {"act": act_id, "docket": docket, "seq": seq}
    digest = sm3(text.encode("utf-8", "surrogatepass"))
    if digest.hex() != stated:
        tell("digest", **where)
    body = _canonical_body(text)
    if body is None:
        tell("text", **where)
    else:
        columns = {"act": act_id, "docket": docket, "seq": seq, "kind": kind, "happened_at": happened_at, "recorded_at": recorded_at}
        for name, value in columns.items():
            if body[name] != value:
                tell("columns", name=name, **where)
    before, link = tails.get(docket, (0, "0" * 64))
    if seq != before + 1:
        tell("sequence", expected=before + 1, **where)
    elif body is not None and body["prev"] != link:
        tell("chain", **where)
    if docket not in dockets:
        tell("no_docket", act=act_id, docket=docket)
    elif before == 0 and body is not None:
        _, number, of, place, opened_at = dockets[docket]
        pairs = [("opened_at", opened_at, body["recorded_at"]), ("body", of, body["in_name_of"])]
        if "opens" in body:
            pairs += [("number", number, body["opens"]["number"]), ("place", place, body["opens"]["place"])]
        else:
            counts["unstated"] += 1
        for name, stored, said in pairs:
            if stored != said:
                tell("docket", docket=docket, name=name)
    tails[docket] = (seq, digest.hex())
    return digest


def main(arguments=None):
    parser = argparse.ArgumentParser(description="核验依法平台的导出文件 · check an export of yifa offline")
    parser.add_argument("export", type=pathlib.Path, help="导出文件 the export")
    parser.add_argument("--heads", type=pathlib.Path, help="对外送交的树头：文件夹或者文件 heads given away: folder or file")
    parser.add_argument("--key", help="日志公钥(64 位十六进制)the log's public key in hex")
    parser.add_argument("--json", action="store_true", help="以 JSON 输出 print JSON")
    asked = parser.parse_args(arguments)
    key = None
    if asked.key is not None:
        if not re.fullmatch(r"[0-9a-fA-F]{64}", asked.key):
            parser.error("--key: 64 hex digits")
        key = bytes.fromhex(asked.key)
    for path in filter(None, (asked.export, asked.heads)):
        if not path.exists():
            parser.error(f"没有这个文件 no such file: {path}")
    given = read_given(asked.heads) if asked.heads else []
    if asked.heads and not given:
        parser.error(f"没有树头 no heads in {asked.heads}")
    counts, findings = verify(asked.export, given, key)
    if asked.json:
        print(json.dumps({"good": not findings, "counts": counts, "findings": findings}, ensure_ascii=False, indent=1))
        return 1 if findings else 0
    words = {"acts": "行为", "leaves": "叶", "dockets": "卷宗", "heads": "树头", "given": "外存树头"}
    print(" · ".join(f"{zh} {name} {counts[name]}" for name, zh in words.items()))
    for finding in findings[:200]:
        print(f"✗ {finding['zh']}\n  {finding['en']}")
    if len(findings) > 200:
        print(f"✗ 另有 {len(findings) - 200} 处 and {len(findings) - 200} more")
    if counts["waiting"]:
        waiting = counts["waiting"]
        print(f"· {waiting} 项行为尚无叶，仅由该机关的服务器保证\n  {waiting} acts have no leaf yet: the office's server alone keeps them")
    if counts["unstated"]:
        unstated = counts["unstated"]
        print(
            f"· {unstated} 个卷宗的编号和地方没有写入行为,单改看不出\n  {unstated} dockets: number and place stand in no act, unprotected"
        )
    if not given:
        print("· 没有外存树头，只核验了导出文件自身\n  no heads given away: only the export's own agreement was checked")
    if findings:
        print(f"✗ 不符 {len(findings)} 处\n  {len(findings)} findings")
        return 1
    print("✓ 全部相符\n  everything fits")
    return 0


if __name__ == "__main__":
    sys.exit(main())
