/** Loaded first by every child: when the start script dies, however it dies, its children stop as on SIGTERM. */
process.on("disconnect", () => {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.exit(1), 1_500).unref();
});
process.channel?.unref();
