"""A month by hand: a small city, three units' workbooks, what happened day by day, and the figures worked out on paper."""
