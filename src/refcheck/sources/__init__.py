"""Where records of works come from."""
