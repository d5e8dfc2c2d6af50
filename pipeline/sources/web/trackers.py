"""Parameters of addresses that change nothing of a page: marks of campaigns, clicks, sessions.

Only names that one maker of such marks has coined: a parameter such as "id", "ref" or "source"
may well choose the page, and two pages taken for one are a document lost.
"""

from __future__ import annotations

TRACKER_PREFIXES = (
    "utm_", "mtm_", "matomo_", "piwik_", "pk_", "hsa_", "oly_", "vero_", "_hs", "__hs", "stm_",
)  # fmt: skip
TRACKERS = frozenset((
    # clicks on advertisements and in networks
    "fbclid", "gclid", "gclsrc", "dclid", "gbraid", "wbraid", "gad_source", "gad_campaignid",
    "msclkid", "yclid", "ysclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "srsltid",
    "fb_action_ids", "fb_action_types", "fb_source", "fb_ref", "ref_src", "ref_url", "zanpid",
    # newsletters
    "mc_cid", "mc_eid", "mkt_tok", "_openstat", "wickedid", "ml_subscriber", "ml_subscriber_hash",
    "hsctatracking", "ck_subscriber_id", "_ke", "trk_contact", "trk_msg", "trk_module", "trk_sid",
    # measuring of visits
    "_ga", "_gl", "xtor", "at_medium", "at_campaign", "at_custom1", "at_custom2", "wt_mc", "wt_zmc",
    "wt.mc_id", "s_cid", "ns_campaign", "ns_mchannel", "ns_source", "ns_linkname", "ns_fee",
    # sessions
    "phpsessid", "jsessionid", "aspsessionid", "cfid", "cftoken",
    # answer forms of WordPress below the same page
    "replytocom",
))  # fmt: skip


def is_tracker(name: str) -> bool:
    """Tell whether a parameter of this name changes nothing of a page."""
    name = name.lower()
    return name in TRACKERS or name.startswith(TRACKER_PREFIXES)
