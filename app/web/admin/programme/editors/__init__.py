"""Which fields the editor of each thing has, and what a new one is."""

from collections.abc import Mapping
from typing import Final

from app.web.admin.programme.editors import aims, playing, rules, standing
from app.web.admin.programme.editors.base import Editor
from app.web.admin.programme.editors.defaults import with_defaults
from app.web.admin.programme.editors.earning import EARNING
from app.web.admin.programme.editors.rewards import REWARDS

EDITORS: Final[Mapping[str, Editor]] = {
    editor.section: with_defaults(editor)
    for editor in (
        EARNING,
        REWARDS,
        standing.TIERS,
        standing.TIER_TERMS,
        standing.PERKS,
        standing.PLANS,
        standing.BADGES,
        rules.REFERRAL,
        rules.STACKING,
        rules.CAUSES,
        rules.TERMS,
        rules.IDENTITY,
        rules.ASSETS,
        playing.PLAY,
        playing.CHALLENGES,
        playing.CAMPAIGNS,
        aims.GOALS,
        *rules.YAML_ONLY,
    )
}
"""By the section of the document."""
