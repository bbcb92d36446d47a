"""Forms of casework, by stage: what each act must say. Labels are the words of the papers."""

from yifa.casework.forms.closing import ArchiveCase as ArchiveCase
from yifa.casework.forms.closing import CloseCase as CloseCase
from yifa.casework.forms.closing import DropCase as DropCase
from yifa.casework.forms.decision import Decide as Decide
from yifa.casework.forms.decision import DiscussCollectively as DiscussCollectively
from yifa.casework.forms.decision import ReviewLegality as ReviewLegality
from yifa.casework.forms.filing import ApproveFiling as ApproveFiling
from yifa.casework.forms.filing import ProposeFiling as ProposeFiling
from yifa.casework.forms.hearing import HoldHearing as HoldHearing
from yifa.casework.forms.hearing import NotifyHearing as NotifyHearing
from yifa.casework.forms.hearing import RequestHearing as RequestHearing
from yifa.casework.forms.inquiry import Inquire as Inquire
from yifa.casework.forms.inquiry import ReportInvestigation as ReportInvestigation
from yifa.casework.forms.inquiry import TakeEvidence as TakeEvidence
from yifa.casework.forms.notice import GiveNotice as GiveNotice
from yifa.casework.forms.notice import HearStatement as HearStatement
from yifa.casework.forms.payment import RecordPayment as RecordPayment
from yifa.casework.forms.service import Serve as Serve
from yifa.casework.forms.summary import PunishOnSpot as PunishOnSpot
from yifa.casework.forms.summary import ReportSpot as ReportSpot
