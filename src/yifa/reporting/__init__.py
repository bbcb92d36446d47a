"""报表: named measures 指标, each counted from rows on a day."""
