"""``{% say "table.key" name=value %}`` — the only way a template of the desk gets its Chinese."""

from __future__ import annotations

from django import template

from yifa.web.desk import words

register = template.Library()
register.simple_tag(words.say, name="say")
register.filter("day", words.day_words)
register.filter("time", words.time_words)
register.filter("size", words.size_words)
