"""`make run` as an operator meets it: started, stopped, killed and started again, for real."""
