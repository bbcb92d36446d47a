"""The tables of a profile, and what was read of them so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from yifa.profile import schema
from yifa.profile.faults import Faults
from yifa.profile.schema import Record

#: file of a profile, as it is written when nothing speaks for the other ending -> member of Profile and its record
TABLES: dict[str, tuple[str, type[Record]]] = {
    "domains.csv": ("domains", schema.DomainRow),
    "places.csv": ("places", schema.PlaceRow),
    "bodies.toml": ("bodies", schema.BodyRow),
    "history.csv": ("history", schema.HistoryRow),
    "lists.toml": ("lists", schema.ListRow),
    "fines.csv": ("fines", schema.FineRow),
    "holdings.csv": ("holdings", schema.HoldingRow),
    "officers.csv": ("officers", schema.OfficerRow),
    "certificates.csv": ("certificates", schema.CertificateRow),
    "postings.csv": ("postings", schema.PostingRow),
    "trainings.csv": ("trainings", schema.TrainingRow),
    "equipment.csv": ("equipment", schema.EquipmentRow),
    "cameras.csv": ("cameras", schema.CameraRow),
    "coverage.csv": ("coverage", schema.CoverageRow),
    "grids.csv": ("grids", schema.GridRow),
    "grid_owners.csv": ("grid_owners", schema.GridOwnerRow),
    "event_kinds.csv": ("event_kinds", schema.EventKindRow),
    "centres.csv": ("centres", schema.CentreRow),
    "liaisons.csv": ("liaisons", schema.LiaisonRow),
    "rosters.csv": ("rosters", schema.RosterRow),
    "claims.csv": ("claims", schema.ClaimRow),
    "users.toml": ("users", schema.UserRow),
    "areas.csv": ("areas", schema.AreaRow),
    "relations.csv": ("relations", schema.RelationRow),
    "exercises.csv": ("exercises", schema.ExerciseRow),
    "modes.csv": ("modes", schema.ModeRow),
    "routes.csv": ("routes", schema.RouteRow),
    "catalogue.csv": ("catalogue", schema.CatalogueRow),
    "scores.csv": ("scores", schema.ScoreRow),
    "boundaries.csv": ("boundaries", schema.BoundaryRow),
    "disputes.csv": ("disputes", schema.DisputeRow),
    "authorisations.csv": ("authorisations", schema.AuthorisationRow),
    "publications.csv": ("publications", schema.PublicationRow),
    "policies.csv": ("policies", schema.PolicyRow),
    "tasks.csv": ("tasks", schema.TaskRow),
    "conflicts.csv": ("conflicts", schema.ConflictRow),
    "mechanisms.csv": ("mechanisms", schema.MechanismRow),
    "milestones.csv": ("milestones", schema.MilestoneRow),
    "flags.csv": ("flags", schema.FlagRow),
    "reforms.csv": ("reforms", schema.ReformRow),
    "shapes.csv": ("shapes", schema.ShapeRow),
    "posts.csv": ("posts", schema.PostRow),
    "pool_moves.csv": ("pool_moves", schema.PoolMoveRow),
    "absences.csv": ("absences", schema.AbsenceRow),
    "recusals.csv": ("recusals", schema.RecusalRow),
    "duties.csv": ("duties", schema.DutyRow),
    "office_roles.csv": ("office_roles", schema.OfficeRoleRow),
    "facts.toml": ("facts", schema.FactRow),
}
#: name of a table without its ending -> the same
TABLE_OF = {name.partition(".")[0]: table for name, table in TABLES.items()}


@dataclass(slots=True)
class Gathering:
    """What was read so far."""

    faults: Faults = field(default_factory=Faults)
    rows: dict[str, list[Any]] = field(
        default_factory=lambda: {member: [] for member in (*(table for table, _ in TABLES.values()), "items")}
    )
    #: of rows with a fault, the cells that could be read
    halves: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    #: members some rows of which are not known at all, so that nothing can be said to be missing in them
    torn: set[str] = field(default_factory=set)
    digests: list[str] = field(default_factory=list)
