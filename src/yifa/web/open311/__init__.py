"""公众接口 — Open311 GeoReport v2: what an ordinary client of that standard finds under /open311/v2/."""
