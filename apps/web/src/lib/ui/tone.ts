/** Colours that mean something. What they mean is always said in words beside them. */
export type Tone = 'neutral' | 'accent' | 'red' | 'amber' | 'blue' | 'violet';
