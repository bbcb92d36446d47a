"""The addresses of the desk."""

from __future__ import annotations

from django.urls import path, re_path

from yifa.web.desk.views import acts, discretion, docket, duty, files, institution, lead, library, proposals, search, signing, terms, work

urlpatterns = [
    path("", work.mine),
    re_path(r"^login/?$", signing.log_in),
    path("logout", signing.log_out),
    path("password", signing.change),
    path("leads/new", lead.new),
    path("leads/places", lead.places),
    path("search", search.everything),
    path("powers", institution.powers),
    path("powers/choose", institution.choose),
    path("discretion", discretion.page),
    path("people", institution.people),
    path("laws", library.browse),
    path("laws/drift", library.drifting),
    path("laws/items", proposals.items),
    path("laws/text/<str:name>", library.law),
    path("laws/text/<str:name>/compare", library.comparison),
    path("laws/text/<str:name>/proposals", proposals.listing),
    path("laws/text/<str:name>/proposals/<slug:key>", proposals.page),
    path("laws/text/<str:name>/proposals/<slug:key>/confirm", proposals.confirm),
    path("laws/text/<str:name>/proposals/<slug:key>/reject", proposals.reject),
    path("laws/text/<str:name>/proposals/<slug:key>/reopen", proposals.reopen),
    path("laws/text/<str:name>/articles/<str:number>", library.article),
    path("dockets/<uuid:docket>", docket.page),
    path("dockets/<uuid:docket>/record/<int:seq>", docket.record),
    path("dockets/<uuid:docket>/record/<int:seq>/open", docket.open_private),
    path("dockets/<uuid:docket>/terms/<slug:name>", terms.page),
    path("dockets/<uuid:docket>/acts/<slug:kind>", acts.act),
    path("dockets/<uuid:docket>/papers/<uuid:act>/<slug:kind>.pdf", files.paper),
    path("dockets/<uuid:docket>/file.pdf", files.whole_file),
    path("evidence", files.take_in),
    path("evidence/<str:digest>", files.evidence),
    path("admin-duty/accounts", duty.accounts),
    path("admin-duty/accounts/grant", duty.grant),
    path("admin-duty/accounts/end", duty.end),
    path("admin-duty/audit", duty.audit),
    path("admin-duty/system", duty.system),
]
