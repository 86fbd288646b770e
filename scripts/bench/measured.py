# Runs a command and writes what it used as JSON: measured.py RESULT COMMAND ARGUMENT...
# wait4 tells processor time and peak memory of exactly this child, which Node cannot ask for.
import json
import os
import subprocess
import sys
import time

started = time.monotonic()
child = subprocess.Popen(sys.argv[2:])
_, status, used = os.wait4(child.pid, 0)
seconds = time.monotonic() - started
with open(sys.argv[1], "w", encoding="utf-8") as result:
    code = os.waitstatus_to_exitcode(status)
    cpu = used.ru_utime + used.ru_stime
    json.dump({"code": code, "wallS": seconds, "cpuS": cpu, "peakKib": used.ru_maxrss}, result)
