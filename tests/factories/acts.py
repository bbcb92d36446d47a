"""Valid payloads for every kind of act; keyword arguments change what a test is about."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from yifa.devices.core import draw as cameras
from yifa.dispatch.core import patrol as patrols
from yifa.kernel.dates import legal_date

Payload = dict[str, Any]

PERSON = {"type": "person", "name": "赵示例", "address": "古城镇东街村"}
ORGANISATION = {"type": "organisation", "name": "示例建材经营部", "address": "古城大街62号", "legal_rep": "田示例"}


def register_lead(**changes: Any) -> Payload:
    return {
        "source": "巡查发现",
        "reported_at": "2026-03-01T09:00:00+08:00",
        "summary": "人行道上堆放建材",
        "place_text": "古城大街中段",
    } | changes


def refer_lead(**changes: Any) -> Payload:
    return {"to": "阜城县公安局", "reason": "不属于本机关管辖。", "reply": "已移送并告知。"} | changes


def decline_filing(**changes: Any) -> Payload:
    return {"ground": "没有违法事实", "reason": "经核查没有违法事实。", "reply": "已答复反映人。"} | changes


def assist_police(**changes: Any) -> Payload:
    return {"police": "古城派出所", "request": "调取视频", "result": "已提供视频三段。"} | changes


def add_note(**changes: Any) -> Payload:
    return {"text": "补充说明一项。"} | changes


def join_report(**changes: Any) -> Payload:
    return {
        "report": "20260301000002",
        "source": "网页",
        "reported_at": "2026-03-01T09:05:00+08:00",
        "summary": "人行道上堆放建材，过不去",
        "why": "相距12米，相隔5分钟，文字相似72%",
    } | changes


def open_reporter(**changes: Any) -> Payload:
    return {"reason": "需要电话核实现场位置。"} | changes


def register_complaint(**changes: Any) -> Payload:
    return {
        "source": "网页",
        "reported_at": "2026-03-01T09:00:00+08:00",
        "summary": "执法人员没有出示证件就扣了我的秤",
        "place_text": "古城大街中段",
        "about": "当天在古城大街执法的两名人员",
    } | changes


def examine_complaint(**changes: Any) -> Payload:
    return {"findings": "调取执法记录仪视频，当天两名人员出示了证件。", "outcome": "不属实"} | changes


def answer_complaint(**changes: Any) -> Payload:
    return {"measure": "不予处理。", "reply": "经核实，当天出示了证件，视频可以来查看。"} | changes


def check_on_spot(**changes: Any) -> Payload:
    return {
        "from_at": "2026-03-01T10:00:00+08:00",
        "until_at": "2026-03-01T10:30:00+08:00",
        "place_text": "古城大街中段",
        "certificate_shown": True,
        "recusal_told": True,
        "findings": "人行道上堆放水泥、砂石。",
        "signature": "已签名",
    } | changes


def propose_filing(**changes: Any) -> Payload:
    return {
        "item": "CG-1",
        "cause": "擅自占用城市道路",
        "party": PERSON,
        "facts": "当事人在人行道上堆放建材。",
        "prima_facie": True,
        "reason": "有初步证据，建议立案。",
    } | changes


def approve_filing(**changes: Any) -> Payload:
    return {"opinion": "同意立案。"} | changes


def take_evidence(**changes: Any) -> Payload:
    return {"kind": "书证", "name": "营业执照复印件", "description": "证明主体资格"} | changes


def tell_camera_record(**changes: Any) -> Payload:
    told = {"facts": "3月1日9时在古城大街占道堆放建材被监控记录。", "look": "本机关门户网站凭编号查询", "objections": True}
    return {"way": "短信"} | told | changes


def inquire(**changes: Any) -> Payload:
    return {
        "from_at": "2026-03-01T10:00:00+08:00",
        "until_at": "2026-03-01T10:30:00+08:00",
        "place_text": "询问室",
        "person_name": "赵示例",
        "certificate_shown": True,
        "recusal_told": True,
        "questions": [{"q": "建材是谁堆放的？", "a": "是我堆放的。"}],
        "signature": "已签名",
    } | changes


def report_investigation(**changes: Any) -> Payload:
    return {
        "facts": "当事人在人行道上堆放建材。",
        "evidence_opinion": "笔录和书证相互印证。",
        "nature": "擅自占用城市道路。",
        "discretion": "情节较轻，从轻处罚。",
        "kinds": ["罚款"],
        "fine_fen": 100_000,
    } | changes


POINTS = (
    "subject_lawful",
    "officers_qualified",
    "procedure_lawful",
    "facts_clear",
    "law_correct",
    "discretion_proper",
    "within_powers",
    "papers_proper",
    "no_crime",
)


def review_legality(**changes: Any) -> Payload:
    return {**dict.fromkeys(POINTS, True), "passed": True, "opinion": "同意。合法。"} | changes


def give_notice(**changes: Any) -> Payload:
    return {"facts": "当事人占用人行道。", "reason": "依照条例应予处罚。", "kinds": ["罚款"], "fine_fen": 100_000} | changes


def serve(**changes: Any) -> Payload:
    return {
        "paper": "penalty_notice",
        "mode": "直接送达",
        "place_text": "古城大街62号",
        "receiver": "赵示例",
        "receiver_signed": True,
    } | changes


def hear_statement(**changes: Any) -> Payload:
    return {"mode": "提出意见", "content": "请求从轻。", "review_opinion": "裁量时已经考虑。"} | changes


def request_hearing(**changes: Any) -> Payload:
    return {"requested_by": "赵示例", "content": "要求听证。"} | changes


def notify_hearing(**changes: Any) -> Payload:
    return {"hearing_on": "2026-04-20", "place_text": "会议室", "chair": "审核员", "told": "当事人、调查人员，书面通知。"} | changes


def hold_hearing(**changes: Any) -> Payload:
    said = {"presented": True, "answered": True, "signature": "已签名"}
    return {"chair": "审核员", "place_text": "会议室", "record": "双方陈述、质证完毕。", **said} | changes


def discuss_collectively(**changes: Any) -> Payload:
    return {"attendees": "负责人三人", "minutes": "讨论笔录。", "conclusion": "同意处罚。"} | changes


def decide(**changes: Any) -> Payload:
    return {
        "facts": "当事人占用人行道。",
        "statement_answer": "意见已经考虑。",
        "discretion": "从轻。情节较轻。",
        "kinds": ["罚款"],
        "fine_fen": 100_000,
    } | changes


def decide_no_penalty(**changes: Any) -> Payload:
    return {
        "ground": "违法行为轻微并及时改正，没有造成危害后果",
        "facts": "当事人当日清理完毕，没有造成后果。",
        "reason": "依照行政处罚法第三十三条不予处罚。",
        "education": "当面教育，当事人表示今后守法。",
        "delivered": True,
    } | changes


def drop_case(**changes: Any) -> Payload:
    return {"ground": "违法事实不能成立", "reason": "证据不足。", "reply": "已答复。"} | changes


def punish_on_spot(**changes: Any) -> Payload:
    return {
        "item": "CG-1",
        "party": PERSON,
        "facts": "当事人占道摆摊。",
        "facts_clear": True,
        "kinds": ["罚款"],
        "fine_fen": 10_000,
        "certificate_shown": True,
        "told_rights": True,
        "heard": True,
        "place_text": "古城大街",
        "delivered": True,
        "signature": "已签名",
    } | changes


def report_spot(**changes: Any) -> Payload:
    return {"opinion": "已交回备案。"} | changes


def record_payment(**changes: Any) -> Payload:
    """Paid today unless said otherwise: a payment lies between the decision and now."""
    today = legal_date(datetime.now(UTC)).isoformat()
    return {"channel": "银行", "amount_fen": 100_000, "paid_on": today, "receipt_no": "冀财票00000001"} | changes


def publish_decision(**changes: Any) -> Payload:
    return {"where": "行政执法信息公示平台", "impact": True, "hidden": True} | changes


def withdraw_publication(**changes: Any) -> Payload:
    return {"reason": "处罚决定已被行政复议机关撤销。", "receivers_told": True} | changes


def receive_remedy(**changes: Any) -> Payload:
    return {"way": "行政复议", "organ": "示例县人民政府", "applied_on": "2026-03-02", "content": "请求撤销处罚决定。"} | changes


def answer_remedy(**changes: Any) -> Payload:
    return {"way": "行政复议", "content": "答复书一份，证据材料一册。"} | changes


def end_remedy(**changes: Any) -> Payload:
    return {"way": "行政复议", "outcome": "撤销", "served_on": "2026-03-02", "content": "行政复议决定书一份。"} | changes


def close_case(**changes: Any) -> Payload:
    return {"outcome": "已全部履行", "execution": "罚款已缴清。", "reply": "已答复反映人。"} | changes


def archive_case(**changes: Any) -> Payload:
    return {"keeper": "案卷管理员", "retention": "30年"} | changes


def request_recusal(**changes: Any) -> Payload:
    return {"whose": "A2", "requested_by": "当事人", "reason": "与邻居有亲属关系。"} | changes


def decide_recusal(**changes: Any) -> Payload:
    return {"whose": "A2", "decision": "决定回避", "reason": "有亲属关系，可能影响公正执法。"} | changes


def suspend_inquiry(**changes: Any) -> Payload:
    return {"ground": "当事人下落不明", "reason": "多次上门未见当事人。"} | changes


def resume_inquiry(**changes: Any) -> Payload:
    return {"reason": "已找到当事人。"} | changes


def commission_test(**changes: Any) -> Payload:
    return {"subject": "水泥样品", "question": "强度等级", "institution": "示例检测中心", "told_in_writing": True} | changes


def record_test(**changes: Any) -> Payload:
    return {"subject": "水泥样品", "result": "不合格。", "told": True} | changes


def extend_term(**changes: Any) -> Payload:
    return {"extended_by": 30, "reason": "案情复杂。"} | changes


def plan_inspection(**changes: Any) -> Payload:
    return {
        "enterprise": "示例建材经营部",
        "subject": "建筑垃圾处置检查",
        "basis_level": "行政法规",
        "basis": "城市市容和环境卫生管理条例第十六条",
        "listed": True,
        "check_kind": "日常",
        "done_this_year": 0,
        "cap": 2,
        "cap_source": "县级公布的年度计划",
        "why_on_site": "须现场查看堆放情况。",
    } | changes


def approve_inspection(**changes: Any) -> Payload:
    return {"enterprise": "示例建材经营部", "opinion": "同意检查。"} | changes


def inspect_enterprise(**changes: Any) -> Payload:
    return {
        "enterprise": "示例建材经营部",
        "from_at": "2026-03-01T10:00:00+08:00",
        "until_at": "2026-03-01T10:30:00+08:00",
        "place_text": "古城大街62号",
        "certificate_shown": True,
        "code_scanned": True,
        "findings": "堆放整齐。",
        "result": "未发现问题，当场告知。",
        "signature": "已签名",
    } | changes


def publish_inspection(**changes: Any) -> Payload:
    return {"enterprise": "示例建材经营部", "where": "县政府网站"} | changes


def approve_measure(**changes: Any) -> Payload:
    return {"measure": "查封", "target": "水泥二十袋", "approval": "批准", "reason": "防止证据损毁。"} | changes


def preserve_evidence(**changes: Any) -> Payload:
    return {"things": "销售台账一本", "may_vanish": True, "place_text": "古城大街62号", "certificate_shown": True} | changes


def decide_preserved(**changes: Any) -> Payload:
    return {"outcome": "解除登记保存", "reason": "已复印，不再需要保存。"} | changes


def seal_property(**changes: Any) -> Payload:
    steps = (
        "certificate_shown",
        "party_called",
        "party_present",
        "told",
        "heard",
        "record_made",
        "signed",
        "decision_complete",
        "delivered",
    )
    things = {"measure": "查封", "things": "水泥二十袋", "norm": "法律", "basis": "示例法第十条", "of_the_case": True}
    return {**things, **dict.fromkeys(steps, True)} | changes


def extend_sealing(**changes: Any) -> Payload:
    return {"extended_by": 15, "complex_case": True, "reason": "案情复杂。", "reason_told": True} | changes


def dispose_sealed(**changes: Any) -> Payload:
    return {"outcome": "解除", "reason": "不再需要查封。", "returned": True} | changes


def defer_payment(**changes: Any) -> Payload:
    return {"applied": True, "hardship": True, "reason": "低保户，有证明。", "until": "2026-12-31"} | changes


def settle_surcharge(**changes: Any) -> Payload:
    return {"until": "2026-03-01", "amount_fen": 0, "standard_told": True} | changes


def demand(**changes: Any) -> Payload:
    present = ["履行义务的期限", "履行义务的方式", "陈述权和申辩权", "明确的金额和给付方式"]
    return {"content": "十日内缴清罚款。", "present": present, "until": "2026-04-30", "written": True} | changes


def serve_demand(**changes: Any) -> Payload:
    return {"mode": "直接送达", "place_text": "古城大街62号", "receiver": "赵示例", "receiver_signed": True} | changes


def decide_execution(**changes: Any) -> Payload:
    return {"power": "示例法第二十条", "way": "拆除违法设施，五个工作日内。"} | changes


def carry_out(**changes: Any) -> Payload:
    """On a plain Tuesday morning unless said otherwise."""
    return {"from_at": "2026-03-03T10:00:00+08:00", "place_text": "古城大街62号", "record": "已经拆除。"} | changes


def apply_to_court(**changes: Any) -> Payload:
    papers = ["强制执行申请书", "行政决定书及作出决定的事实、理由和依据", "当事人的意见及催告情况", "申请强制执行标的情况"]
    signs = ["负责人签名", "行政机关印章", "日期"]
    return {"court": "阜城县人民法院", "target": "罚款一千元", "papers": papers, "form": signs} | changes


def record_court(**changes: Any) -> Payload:
    return {"result": "准予执行", "received_on": "2026-03-01", "document": "行审1号"} | changes


def suspend_execution(**changes: Any) -> Payload:
    return {"ground": "当事人履行行政决定确有困难或者暂无履行能力", "reason": "当事人住院。"} | changes


def resume_execution(**changes: Any) -> Payload:
    return {"cause_gone": True, "reason": "当事人已经出院。"} | changes


def end_execution(**changes: Any) -> Payload:
    return {"ground": "执行标的灭失", "reason": "标的已经灭失。"} | changes


def report_crime(**changes: Any) -> Payload:
    return {"offence": "非法经营罪", "facts": "数额巨大。", "threshold_met": True, "to_chief": True} | changes


def decide_transfer(**changes: Any) -> Payload:
    return {"decision": "批准移送"} | changes


def hand_to_police(**changes: Any) -> Payload:
    papers = ["涉嫌犯罪案件移送书", "涉嫌犯罪案件情况的调查报告", "涉案物品清单", "其他有关涉嫌犯罪的材料"]
    return {"police": "阜城县公安局", "papers": papers, "receipt": "民警甲", "handed_over": True, "party_told": True} | changes


def record_police_result(**changes: Any) -> Payload:
    return {"result": "不予立案", "received_on": "2026-03-01", "document": "不立字1号"} | changes


def hand_over_exhibits(**changes: Any) -> Payload:
    return {"things": "账本一册、水泥二十袋", "receipts": True} | changes


def object_to_police(**changes: Any) -> Payload:
    return {"way": "提请公安机关复议", "should_be_filed": True, "reason": "数额已达追诉标准。"} | changes


def file_event(**changes: Any) -> Payload:
    return {
        "event_kind": "JM-01",
        "kind_name": "占道堆物",
        "limit": 4,
        "unit": "工作时",
        "due_at": "2026-03-02T15:00:00+08:00",
        "recorded": False,
        "reason": "",
    } | changes


def give_order(**changes: Any) -> Payload:
    return {"team": "xian.zhen", "officers": ["A1", "A2"], "task": "到现场核实并处理。", "why": "离得最近。"} | changes


def take_order(**changes: Any) -> Payload:
    return {"note": ""} | changes


def arrive(**changes: Any) -> Payload:
    return {"longitude": "116.1644", "latitude": "37.8686"} | changes


def handle_event(**changes: Any) -> Payload:
    return {"findings": "人行道上堆放沙石。", "done": "当场劝导，已清理。"} | changes


def report_assistance(**changes: Any) -> Payload:
    return {"done": "派车一辆协助清运。"} | changes


def return_order(**changes: Any) -> Payload:
    return {"reason": "不属于本队职责。"} | changes


def verify_event(**changes: Any) -> Payload:
    return {"settled": True, "view": "已清理，符合结案条件。"} | changes


def reply_source(**changes: Any) -> Payload:
    return {"reply": "已清理，感谢您的反映。"} | changes


def close_event(**changes: Any) -> Payload:
    return {"result": "已清理。", "reply": "已清理，感谢您的反映。"} | changes


def extend_limit(**changes: Any) -> Payload:
    return {"due_at": "2026-12-30T17:30:00+08:00", "reason": "需要调用吊车。"} | changes


def hang_event(**changes: Any) -> Payload:
    return {"reason": "产权正在确认。"} | changes


def resume_event(**changes: Any) -> Payload:
    return {"reason": "产权已经确认。"} | changes


def merge_event(**changes: Any) -> Payload:
    return {"into": "示综执案〔2026〕999号", "reason": "同一件事。"} | changes


def link_event(**changes: Any) -> Payload:
    return {"other": "示综执案〔2026〕998号", "reason": "同一地点。"} | changes


def hold_meeting(**changes: Any) -> Payload:
    return {
        "summary": "夜市油烟由谁管。",
        "place_text": "会议室",
        "bodies": ["xian.chengguan"],
        "meets_at": "2026-12-30T10:00:00+08:00",
    } | changes


def decide_task(**changes: Any) -> Payload:
    return {"body": "xian.chengguan", "what": "核查油烟净化设施。", "due_on": "2026-12-31"} | changes


def finish_task(**changes: Any) -> Payload:
    return {"task": 1, "result": "已核查十二家。"} | changes


def close_meeting(**changes: Any) -> Payload:
    return {"result": "任务均已完成。"} | changes


def escalate_event(**changes: Any) -> Payload:
    return {"to": "负责人", "reason": "时限将到。"} | changes


def blow_whistle(**changes: Any) -> Payload:
    return {"bodies": ["xian.chengguan"], "matter": "请到现场认定。", "by_at": "2026-12-30T11:00:00+08:00"} | changes


def answer_whistle(**changes: Any) -> Payload:
    return {"who": "乙一", "arrives_at": "2026-12-30T10:30:00+08:00"} | changes


def arrive_whistle(**changes: Any) -> Payload:
    return {"note": "两人到场。"} | changes


def finish_whistle(**changes: Any) -> Payload:
    return {"result": "已现场认定。"} | changes


def score_whistle(**changes: Any) -> Payload:
    return {"body": "xian.chengguan", "score": 5, "remark": "到得及时。"} | changes


def plan_patrol(*, seed: str = "0" * 32, weights: dict[str, int] | None = None, count: int = 2, **changes: Any) -> Payload:
    """A draw that can be made again; whoever sends it puts his ticket to it."""
    weights = weights or {"网格1": 3000, "网格2": 1000, "网格3": 0, "网格4": 0}
    return {
        "places": ["道路"],
        "pool": list(weights),
        "weights": list(weights.values()),
        "pool_digest": patrols.pool_digest(weights),
        "seed": seed,
        "count": count,
        "grids": list(patrols.draw(seed, weights, count)),
        "checklist": ["JM-01", "WF-01"],
    } | changes


def walk_patrol(**changes: Any) -> Payload:
    return {"grid": "网格1", "looked": ["JM-01", "WF-01"], "found": ["JM-01"], "note": "一处占道。"} | changes


def finish_patrol(**changes: Any) -> Payload:
    return {"note": "走完。"} | changes


def draw_camera(*, seed: str = "0" * 32, pool: tuple[str, ...] = ("D1", "D2", "D3"), **changes: Any) -> Payload:
    """As ``plan_patrol``."""
    return {
        "kind": "不限",
        "reason": "每周随机抽查。",
        "pool": list(pool),
        "pool_digest": cameras.pool_digest(pool),
        "seed": seed,
        "camera": cameras.draw(seed, pool),
    } | changes


def record_view(**changes: Any) -> Payload:
    return {"seen": "道路畅通。"} | changes


def finish_check(**changes: Any) -> Payload:
    return {"result": "未发现问题"} | changes


PAYLOADS: dict[str, Callable[..., Payload]] = {
    maker.__name__: maker
    for maker in (
        register_lead,
        refer_lead,
        decline_filing,
        assist_police,
        add_note,
        join_report,
        open_reporter,
        register_complaint,
        examine_complaint,
        answer_complaint,
        check_on_spot,
        propose_filing,
        approve_filing,
        take_evidence,
        tell_camera_record,
        inquire,
        report_investigation,
        review_legality,
        give_notice,
        serve,
        hear_statement,
        request_hearing,
        notify_hearing,
        hold_hearing,
        discuss_collectively,
        decide,
        decide_no_penalty,
        drop_case,
        publish_decision,
        withdraw_publication,
        receive_remedy,
        answer_remedy,
        end_remedy,
        punish_on_spot,
        report_spot,
        record_payment,
        close_case,
        archive_case,
        request_recusal,
        decide_recusal,
        suspend_inquiry,
        resume_inquiry,
        commission_test,
        record_test,
        extend_term,
        plan_inspection,
        approve_inspection,
        inspect_enterprise,
        publish_inspection,
        approve_measure,
        preserve_evidence,
        decide_preserved,
        seal_property,
        extend_sealing,
        dispose_sealed,
        defer_payment,
        settle_surcharge,
        demand,
        serve_demand,
        decide_execution,
        carry_out,
        apply_to_court,
        record_court,
        suspend_execution,
        resume_execution,
        end_execution,
        report_crime,
        decide_transfer,
        hand_to_police,
        record_police_result,
        hand_over_exhibits,
        object_to_police,
        file_event,
        give_order,
        take_order,
        arrive,
        handle_event,
        report_assistance,
        return_order,
        verify_event,
        reply_source,
        close_event,
        extend_limit,
        hang_event,
        resume_event,
        merge_event,
        link_event,
        escalate_event,
        blow_whistle,
        answer_whistle,
        arrive_whistle,
        finish_whistle,
        score_whistle,
        hold_meeting,
        decide_task,
        finish_task,
        close_meeting,
        plan_patrol,
        walk_patrol,
        finish_patrol,
        draw_camera,
        record_view,
        finish_check,
    )
}
