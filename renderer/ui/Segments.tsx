import { RadioGroup, type RadioGroupProps } from './RadioGroup'

/** A switch between a few views. */
export const Segments = <Value extends string>(props: Omit<RadioGroupProps<Value>, 'look'>) => (
  <RadioGroup look="segments" {...props} />
)
