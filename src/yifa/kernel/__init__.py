"""What every room speaks: dates and terms, money, citations, ids, refusals. Pure Python, no dependency."""
