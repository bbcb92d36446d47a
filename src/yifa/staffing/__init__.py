"""队伍: officers, certificates, postings, training; implements the docket's Institution on the registry."""
