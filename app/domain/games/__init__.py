"""Games, decided purely: chances, draws, answers, rankings, and names shown."""
