import chromiumPack from '@sparticuz/chromium';
import { chromium } from 'playwright-core';
const B='http://localhost:3160';
const browser = await chromium.launch({ executablePath: await chromiumPack.executablePath(), args:['--no-sandbox'] });
const errors=[];
async function ctx(email, o){ const c=await browser.newContext({locale:'it-IT',viewport:{width:1440,height:900},...o}); const p=await c.newPage(); p.on('pageerror',e=>errors.push(email+': '+e.message)); p.on('console',m=>{if(m.type()==='error')errors.push(email+' console: '+m.text()+' '+p.url())}); if(email){await p.goto(B+'/login'); await p.getByLabel('E-mail').fill(email); await p.getByLabel('Password').fill('prova-sportello'); await p.getByRole('button',{name:'Accedi'}).click(); await p.waitForURL(u=>!u.pathname.startsWith('/login'));} return p; }
const shot=async(p,path,name,full)=>{ await p.goto(B+path); await p.waitForLoadState('networkidle').catch(()=>{}); await p.screenshot({path:`/tmp/exp/l_${name}.png`,fullPage:full}); };
const v=await ctx('',{}); await shot(v,'/faq','faq'); await shot(v,'/faq/fattura-scartata-cosa-fare-in-5-giorni','art',true);
const ph=await ctx('giulia@rossi.example',{viewport:{width:390,height:844},colorScheme:'dark'}); await shot(ph,'/faq','faq390',true); await shot(ph,'/faq/fattura-scartata-cosa-fare-in-5-giorni','art390',true); await shot(ph,'/tickets/new','new390');
const l=await ctx('luca@nordest.example',{}); await shot(l,'/desk?view=overdue','overdue'); await shot(l,'/settings/absence','absence'); await l.keyboard.press('/'); await l.keyboard.type('fatura scartta'); await l.waitForTimeout(1200); await l.screenshot({path:'/tmp/exp/l_search.png'});
await shot(l,'/faq/fattura-scartata-cosa-fare-in-5-giorni','artstaff');
const e=await ctx('elena@nordest.example',{colorScheme:'dark'}); await shot(e,'/settings/form','form'); await shot(e,'/settings/routing','routing');
console.log(errors.join('\n')); await browser.close();
