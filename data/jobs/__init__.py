"""Background work: job rows are the truth, the queue carries ids, one lease holder triggers schedules."""
