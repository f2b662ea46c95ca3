"""Sentences of the ground floor, by key, in the three languages of the house.

Decisions speak in codes; here a code becomes a sentence. The three languages
stand side by side, so that nobody adds one and forgets the others.
"""

from app.domain.words.languages import Language, Words, count_text, day_text

__all__ = ["Language", "Words", "count_text", "day_text"]
