"""What only the API has to say no to: shapes of requests. Statuses join the one table of ``yifa.web.errors``."""

from __future__ import annotations

from http import HTTPStatus
from typing import ClassVar

from yifa.kernel.refusal import Kind
from yifa.platform.wording import Worded, wording_of
from yifa.web.errors import STATUS_OF_CODE

say = wording_of(__file__)


class ApiRefusal(Worded, say=say):
    kind: ClassVar[Kind] = "invalid"
    code: ClassVar[str] = "api.refused"


class ContentType(ApiRefusal):
    """类型不对 — a body that does not say it is JSON."""

    code = "api.content_type"


class UploadType(ApiRefusal):
    """上传方式不对 — no multipart form with exactly one file."""

    code = "api.upload_type"


class TooLarge(ApiRefusal):
    """请求过大."""

    code = "api.too_large"


class TooDeep(ApiRefusal):
    """嵌套过深."""

    code = "api.too_deep"


class MemberUnknown(ApiRefusal):
    """未知字段."""

    code = "api.member_unknown"


class MemberMissing(ApiRefusal):
    """缺少字段."""

    kind = "incomplete"
    code = "api.member_missing"


class MemberType(ApiRefusal):
    """字段类型不对."""

    code = "api.member_type"


class QueryLong(ApiRefusal):
    """检索过长."""

    code = "api.query_long"


class PageRange(ApiRefusal):
    """每页数量超出范围."""

    code = "api.page_range"


class WhichUnknown(ApiRefusal):
    """没有这种列表."""

    code = "api.which_unknown"


class PlaceUnknown(ApiRefusal):
    """没有这个地方 — no such place today."""

    code = "api.place_unknown"


class BodyUnknown(ApiRefusal):
    """没有这个机关 — absent, or none of this person's."""

    kind = "unknown"
    code = "api.body_unknown"


class NoHead(ApiRefusal):
    """尚无树头."""

    kind = "unknown"
    code = "api.no_head"


STATUS_OF_CODE.update(
    {
        "api.content_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "api.upload_type": HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
        "api.too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
        "api.too_deep": HTTPStatus.BAD_REQUEST,
        "api.query_long": HTTPStatus.BAD_REQUEST,
        "api.page_range": HTTPStatus.BAD_REQUEST,
        "api.which_unknown": HTTPStatus.BAD_REQUEST,
        "docket.bad_cursor": HTTPStatus.BAD_REQUEST,
        "dispatch.too_often": HTTPStatus.TOO_MANY_REQUESTS,
        # named inside a request: what it asks for is there, what it names is not
        "staffing.unknown_body": HTTPStatus.UNPROCESSABLE_ENTITY,
        "staffing.unknown_item": HTTPStatus.UNPROCESSABLE_ENTITY,
        "staffing.unknown_officer": HTTPStatus.UNPROCESSABLE_ENTITY,
    }
)
