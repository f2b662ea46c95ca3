"""Which fields the editor of each thing has, and what a new one is."""

from collections.abc import Mapping
from typing import Final

from app.web.admin.programme.editors import others
from app.web.admin.programme.editors.base import Editor
from app.web.admin.programme.editors.earning import EARNING
from app.web.admin.programme.editors.rewards import REWARDS

EDITORS: Final[Mapping[str, Editor]] = {
    editor.section: editor
    for editor in (
        EARNING,
        REWARDS,
        others.TIERS,
        others.TIER_TERMS,
        others.PERKS,
        others.PLANS,
        others.REFERRAL,
        others.TERMS,
        others.IDENTITY,
        others.ASSETS,
        others.PLAY,
        others.CHALLENGES,
        others.BADGES,
        others.CAMPAIGNS,
        *others.YAML_ONLY,
    )
}
"""By the section of the document."""
