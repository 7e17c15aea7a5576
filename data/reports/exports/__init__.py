"""Every table and plot of the pages as rows for a workbook: the same services, the same scope."""
