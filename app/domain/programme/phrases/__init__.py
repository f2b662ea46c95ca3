"""The sentences in which a programme explains itself, in three languages.

Indonesian says *kamu*, Malay *anda*; sentence case, no exclamation marks. Gaps
come formatted. A test holds that every sentence has the same gaps everywhere.
"""

from app.domain.programme.phrases.challenges import CHALLENGES
from app.domain.programme.phrases.changes import CHANGES
from app.domain.programme.phrases.common import COMMON
from app.domain.programme.phrases.conditions import CONDITIONS
from app.domain.programme.phrases.dividends import DIVIDENDS
from app.domain.programme.phrases.earning import EARNING
from app.domain.programme.phrases.gifts import GIFTS
from app.domain.programme.phrases.memberships import MEMBERSHIPS
from app.domain.programme.phrases.metrics import METRICS
from app.domain.programme.phrases.occasions import OCCASIONS
from app.domain.programme.phrases.pages import PAGES
from app.domain.programme.phrases.perks import PERKS
from app.domain.programme.phrases.personal import PERSONAL
from app.domain.programme.phrases.play import PLAY
from app.domain.programme.phrases.referral import REFERRAL
from app.domain.programme.phrases.rewards import REWARDS
from app.domain.programme.phrases.storefront import STOREFRONT
from app.domain.programme.phrases.terms import TERMS
from app.domain.programme.phrases.tiers import TIERS
from app.domain.programme.phrases.why import WHY
from app.domain.words import Words

PHRASES: dict[str, Words] = (
    CHALLENGES
    | METRICS
    | CHANGES
    | COMMON
    | CONDITIONS
    | DIVIDENDS
    | EARNING
    | GIFTS
    | OCCASIONS
    | REFERRAL
    | PAGES
    | REWARDS
    | STOREFRONT
    | TERMS
    | TIERS
    | MEMBERSHIPS
    | PERKS
    | PLAY
    | PERSONAL
    | WHY
)
