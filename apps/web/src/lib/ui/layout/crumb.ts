/** One step of the way to this page; the last one has no `href`, being here. */
export interface Crumb {
  label: string;
  href?: string;
}
