const intervalMs = 100
const quietestDb = -60

/** Tells ten times a second how loud a stream is, 0 to 1 on a logarithmic scale. Returns what stops it. */
export function followLevel(stream: MediaStream, onLevel: (loudness: number) => void): () => void {
  if (stream.getAudioTracks().length === 0) return () => undefined
  const context = new AudioContext()
  const analyser = context.createAnalyser()
  analyser.fftSize = 1024
  context.createMediaStreamSource(stream).connect(analyser)
  const samples = new Float32Array(analyser.fftSize)
  const timer = setInterval(() => {
    analyser.getFloatTimeDomainData(samples)
    onLevel(loudness(samples))
  }, intervalMs)
  return () => {
    clearInterval(timer)
    void context.close()
  }
}

/** 0 at -60 dB and below, 1 at full scale. */
export function loudness(samples: ArrayLike<number>): number {
  const power = Array.from(samples).reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, samples.length)
  const db = 10 * Math.log10(power)
  return db <= quietestDb ? 0 : Math.min(1, 1 - db / quietestDb)
}
