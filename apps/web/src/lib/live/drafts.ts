/** What is being written on a page, kept on the device until it is sent: it survives a reload and a session that ends. */
export class Drafts {
  readonly #owner: string;

  /** @param owner person and company: nobody else at this device sees the text */
  constructor(owner: string) {
    this.#owner = owner;
  }

  /** The text kept under a name; empty when there is none. */
  read(name: string): string {
    try {
      return localStorage.getItem(this.#key(name)) ?? '';
    } catch {
      return '';
    }
  }

  /** Keeps a text; an empty one is forgotten. */
  write(name: string, text: string): void {
    try {
      if (text) localStorage.setItem(this.#key(name), text);
      else localStorage.removeItem(this.#key(name));
    } catch {
      // A full or forbidden storage costs the convenience, never the text on the page.
    }
  }

  /** Forgets everything kept for a person, in whichever company. */
  static forget(person: string): void {
    try {
      for (const key of Object.keys(localStorage))
        if (key.startsWith(`draft:${person}:`)) localStorage.removeItem(key);
    } catch {
      // A storage that cannot be read keeps nothing either.
    }
  }

  #key(name: string): string {
    return `draft:${this.#owner}:${name}`;
  }
}
