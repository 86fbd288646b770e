const runnable = /\.(?:exe|com|bat|cmd|msi|ps1|vbs|js|jar|sh|desktop|appimage|scr|lnk|url|app|command)$/i

/** Whether the desktop would run the file when it is opened; such files are shown in their folder instead. */
export const isRunnable = (path: string): boolean => runnable.test(path)
