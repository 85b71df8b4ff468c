import { Schema } from 'mongoose';

/** A product installed at a company, with its contract. */
export interface InstallationRecord {
  _id: string;
  company: string;
  product: string;
  version: string;
  modules: string[];
  /** Last day of the contract, epoch milliseconds; null: none is known. */
  contractEnd: number | null;
  demo: boolean;
  revision: number;
}

/** The schema of installations. */
export const installationSchema = new Schema<InstallationRecord>(
  {
    _id: { type: String, required: true },
    company: { type: String, required: true },
    product: { type: String, required: true },
    version: { type: String, required: true },
    modules: { type: [String], required: true },
    contractEnd: { type: Number, default: null },
    demo: { type: Boolean, required: true },
    revision: { type: Number, required: true },
  },
  { strict: 'throw', versionKey: false, minimize: false, collection: 'installations' },
);
installationSchema.index({ company: 1, product: 1 });
