"""Assessment: shapes, ranking, totals, the steps of a month."""
