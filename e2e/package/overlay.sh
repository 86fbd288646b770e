#!/usr/bin/env bash
# Shows the whole system with a layer over it that is thrown away: `unshare --mount overlay.sh EMPTY_DIRECTORY`.
# What enters it (nsenter --mount --root) may install and remove packages; the machine itself never changes.
# Ends with its input.
set -euo pipefail
layer=$1
mount -t tmpfs tmpfs "$layer"
mkdir "$layer"/{upper,work,root}
mount -t overlay overlay -o "lowerdir=/,upperdir=$layer/upper,workdir=$layer/work" "$layer/root"
for place in proc sys dev tmp; do mount --rbind "/$place" "$layer/root/$place"; done
# Not chroot: from within one the kernel gives nobody the namespaces that the app's sandbox is built of.
cd "$layer/root"
mkdir old-root
pivot_root . old-root
umount --lazy /old-root
rmdir /old-root
dpkg --audit
echo ready
exec cat
