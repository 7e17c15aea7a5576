"""Official papers: the monthly bulletin, unit sheets, order forms, the printed rule book, and their verification."""
