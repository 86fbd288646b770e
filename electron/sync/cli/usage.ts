export const USAGE = `samverk-sync [options] SOURCE_DIR SERVER_URL

Keeps SOURCE_DIR and the person's files on a Nextcloud server equal. Nothing is deleted without proof, nor en masse
without --allow-deletes; what the server deleted is moved to a dated folder beside the journal, kept for 30 days.

Who
  -u, --user NAME            login name; also from the address (https://NAME@server) or ~/.netrc with -n
  -p, --password PASSWORD    app password; anyone on this computer may see it in the list of processes
      --password-file FILE   file with the app password
  -n                         take name and password from ~/.netrc
      --non-interactive      accepted for compatibility: nothing is ever asked

What
      --path FOLDER          the folder on the server, instead of all files
      --exclude FILE         patterns of what is never synced, one in a line, besides the usual ones
      --unsyncedfolders FILE folders on the server that are not kept here, one in a line
      --allow-deletes        delete without limit what the other side deleted

How
      --once                 synchronise once and end (default)
      --watch                go on synchronising until stopped
      --dry-run              only say what would be done
      --max-sync-retries N   how often a run that could not do everything is repeated, 3 unless said
      --uplimit KB, --downlimit KB   at most so many kilobytes a second
      --journal FILE         where the engine remembers what was synced (default: below ~/.local/state)
      --trust FILE           certificate authorities to trust besides the public ones, in PEM (also --ca)

Output
  -s, --silent               say nothing but errors
      --json                 one JSON line for each status and for the result
      --logfile FILE         append what happens; - is standard error
  -h, --help                 this text
  -v, --version              the version

Exit codes: 0 equal, 1 not everything could be synced, 2 wrong usage, 3 nothing worked.
Plain http is allowed to this computer itself only.
`
