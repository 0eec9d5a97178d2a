"""Real graph databases on loopback, started for the tests and the tables of the documentation."""
