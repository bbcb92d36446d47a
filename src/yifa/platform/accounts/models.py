"""Tables of accounts. No verbs here: see actions and gate."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q

from yifa.kernel.actor import Role
from yifa.kernel.ids import new_id

ROLE_TITLES = {
    Role.INTAKE: "受理",
    Role.OFFICER: "执法",
    Role.REVIEWER: "法制审核",
    Role.HEAD: "负责人",
    Role.SUPERVISOR: "督查",
    Role.STAFFING: "机构编制",
    Role.JUSTICE: "司法行政",
    Role.CHANNEL: "渠道",
    Role.SYSTEM_ADMIN: "系统管理员",
    Role.SECURITY_ADMIN: "安全管理员",
    Role.AUDIT_ADMIN: "审计管理员",
}


class User(AbstractBaseUser):
    """账号 — one person who may sign in; posts are rows of RoleGrant, never flags here."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    username = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=64)
    #: Code of the officer this person is; empty for one who is no officer. Two accounts of one officer count as one person.
    officer_code = models.CharField(max_length=32, blank=True, default="", db_index=True)
    is_active = models.BooleanField(default=True)

    objects = BaseUserManager["User"]()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    def __str__(self) -> str:
        return self.username


class RoleGrant(models.Model):
    """授予角色 — one post for a span of days; ``valid_until`` is exclusive, empty means open."""

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="grants")
    role = models.CharField(max_length=16, choices=[(role.value, title) for role, title in ROLE_TITLES.items()])
    body_code = models.CharField(max_length=128)
    place_code = models.CharField(max_length=32, blank=True, default="")
    valid_from = models.DateField()
    valid_until = models.DateField(null=True, blank=True)
    #: Empty where a profile was loaded.
    granted_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__isnull=True) | Q(valid_until__gt=F("valid_from")), name="rolegrant_span"),
            models.CheckConstraint(condition=Q(role__in=[role.value for role in Role]), name="rolegrant_role"),
            models.UniqueConstraint(fields=["user", "role", "body_code", "place_code", "valid_from"], name="rolegrant_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.body_code}"


class Token(models.Model):
    """接口令牌 — a key for programs; only its SM3 digest is kept, the text is shown once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.id)


class OldPassword(models.Model):
    """旧口令 — hashes of passwords once used, so that the last five are not taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="old_passwords")
    password = models.CharField(max_length=128)
    set_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.user_id)


class SignInAttempt(models.Model):
    """登录尝试 — what the throttle counts. The account is a keyed digest: people type passwords into the wrong field."""

    account = models.CharField(max_length=64)
    address = models.CharField(max_length=64)
    at = models.DateTimeField()
    succeeded = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="attempt_account_at"),
            models.Index(fields=["address", "at"], name="attempt_address_at"),
        ]

    def __str__(self) -> str:
        return f"{self.address} {self.at}"
