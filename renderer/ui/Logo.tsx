interface LogoProps {
  readonly size: number
  /** On the dark picture: the field is white. */
  readonly inverse?: boolean
}

/** The mark of Samverk; the name stands beside it or is read from the title bar. */
export function Logo({ size, inverse }: LogoProps) {
  const [field, mark] = inverse === true ? ['#FFFFFF', '#0A4A51'] : ['#0B636B', '#FFFFFF']
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden>
      <rect width="32" height="32" rx="9" fill={field} />
      <path
        d="M18.6 9.4h-4.3a3.3 3.3 0 0 0 0 6.6h3.4a3.3 3.3 0 0 1 0 6.6h-4.3"
        fill="none"
        stroke={mark}
        strokeWidth="2.8"
        strokeLinecap="round"
      />
      <circle cx="23.7" cy="9.4" r="1.7" fill={mark} />
      <circle cx="8.3" cy="22.6" r="1.7" fill={mark} />
    </svg>
  )
}
