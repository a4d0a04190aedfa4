"""What systemd reads: unit files, and the files that ``EnvironmentFile=`` names."""
