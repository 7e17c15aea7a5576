"""Items of the rubric, one input each."""
