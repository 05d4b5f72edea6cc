"""Translates the carrier's states into ours."""
STATES = {"in_transit": "under way", "delivered": "delivered", "lost": "lost"}


def status(code: str) -> str:
    return STATES.get(code, "unknown")
