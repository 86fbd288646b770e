const toneMs = 600
const frequencyHz = 440

/** Plays a short tone on a speaker, undefined for the computer's own choice. */
export async function playTestTone(speakerId: string | undefined): Promise<void> {
  const context = new AudioContext()
  const tone = context.createOscillator()
  const volume = context.createGain()
  const output = context.createMediaStreamDestination()
  const player = new Audio()
  tone.frequency.value = frequencyHz
  volume.gain.setValueAtTime(0.2, context.currentTime)
  volume.gain.linearRampToValueAtTime(0, context.currentTime + toneMs / 1_000)
  tone.connect(volume).connect(output)
  player.srcObject = output.stream
  try {
    await player.setSinkId(speakerId ?? '')
    await player.play()
    tone.start()
    tone.stop(context.currentTime + toneMs / 1_000)
    await new Promise((resolve) => tone.addEventListener('ended', resolve))
  } finally {
    player.pause()
    await context.close()
  }
}
