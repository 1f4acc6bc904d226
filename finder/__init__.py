"""Find real US ketamine clinics: the library behind the pages, the command line and the benchmarks."""
