"""Monthly assessment (考评): rubric items, the score tree, ranking, and the steps of a month."""
