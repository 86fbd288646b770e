import type { LucideIcon } from 'lucide-react'
import type { ButtonHTMLAttributes, Ref } from 'react'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly look?: 'primary' | 'secondary' | 'ghost' | 'link' | 'danger' | 'danger-ghost'
  readonly size?: 'small' | 'medium' | 'large'
  readonly block?: boolean
  readonly icon?: LucideIcon
  readonly busy?: boolean
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button with a verb. While busy it keeps its place and its focus, and does nothing. */
export function Button({
  look = 'secondary',
  size = 'medium',
  block,
  icon: Icon,
  busy,
  children,
  onClick,
  ...rest
}: ButtonProps) {
  const names = ['button', `button--${look}`, `button--${size}`, block === true ? 'button--block' : '']
  return (
    <button
      type="button"
      className={names.join(' ').trim()}
      aria-disabled={busy}
      onClick={busy === true ? undefined : onClick}
      {...rest}
    >
      {Icon && <Icon className="icon" size={18} aria-hidden />}
      {children}
    </button>
  )
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly icon: LucideIcon
  /** The accessible name, also shown as the tooltip. */
  readonly label: string
  readonly iconSize?: number
  readonly ref?: Ref<HTMLButtonElement>
}

/** A button of one icon; its name is read out and shown on hover. */
export function IconButton({ icon: Icon, label, iconSize = 18, className = '', ...rest }: IconButtonProps) {
  return (
    <button type="button" className={`icon-button ${className}`.trim()} aria-label={label} title={label} {...rest}>
      <Icon className="icon" size={iconSize} aria-hidden />
    </button>
  )
}
