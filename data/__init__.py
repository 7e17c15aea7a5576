"""Everything below the screen: the rule book, storage, intake, figures, supervision, assessment, reports, jobs."""
