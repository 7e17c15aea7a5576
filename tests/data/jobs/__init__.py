"""Jobs: rows, leases, the queue, schedules."""
