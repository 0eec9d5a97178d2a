// The words of the page in Chinese and English, and the language that is shown.
export type Language = "zh" | "en";

const WORDS = {
  title: ["园区图谱", "Park graph"],
  tagline: ["园区、企业、项目与政策，每条事实都能回到原文。", "Parks, enterprises, projects and policies, each fact with its place in the original."],
  home: ["首页", "Home"],
  questions: ["问题", "Questions"],
  places: ["地区", "Places"],
  graph: ["关系图", "Graph"],
  workbench: ["查询台", "Workbench"],
  quality: ["数据质量", "Data quality"],
  ask: ["提问", "Ask"],
  skip: ["跳到正文", "Skip to content"],
  menu: ["主导航", "Main"],
  search: ["搜索", "Search"],
  searchHint: ["名称、简称或拼音，如 江苏、zhonghua、yjt", "Name, short name or pinyin, e.g. jiangsu, zhonghua, yjt"],
  searchResults: ["搜索结果", "Search results"],
  allResults: ["查看全部结果", "See all results"],
  nothingFound: ["没有找到", "Nothing found"],
  nothingFoundHint: ["换个简称，或用拼音首字母再试。", "Try a shorter name, or the first letters of its pinyin."],
  askHint: ["用一句话提问，如 江苏有哪些园区引进了央企", "Ask in Chinese, e.g. 江苏有哪些园区引进了央企"],
  loading: ["载入中…", "Loading…"],
  failed: ["出错了", "That did not work"],
  retry: ["再试一次", "Try again"],
  notFound: ["这里什么也没有", "There is nothing here"],
  language: ["English", "中文"],
  dark: ["深色", "Dark"],
  light: ["浅色", "Light"],
  auto: ["随系统", "System"],
  theme: ["配色", "Colours"],
  park: ["园区", "Park"],
  enterprise: ["企业", "Enterprise"],
  project: ["项目", "Project"],
  policy: ["政策", "Policy"],
  place: ["地区", "Place"],
  agency: ["机构", "Agency"],
  document: ["文档", "Document"],
  parks: ["园区", "Parks"],
  enterprises: ["企业", "Enterprises"],
  projects: ["项目", "Projects"],
  policies: ["政策", "Policies"],
  agencies: ["机构", "Agencies"],
  documents: ["文档", "Documents"],
  alsoCalled: ["又名", "Also called"],
  facts: ["事实", "Facts"],
  evidence: ["证据", "Evidence"],
  evidenceOf: ["条证据", "pieces of evidence"],
  openOriginal: ["在原文中查看", "See in the original"],
  close: ["关闭", "Close"],
  contents: ["本页内容", "On this page"],
  data: ["数据", "Data"],
  aboveGroup: ["上级", "Above"],
  pipeline: ["项目进程", "Pipeline"],
  noStage: ["阶段不明", "No stage"],
  metrics: ["指标", "Figures"],
  series: ["历年变化", "Over time"],
  outcomes: ["计划与实际", "Planned and actual"],
  parts: ["园中园", "Parks within"],
  "parks-here": ["园区", "Parks"],
  members: ["下属企业", "Subsidiaries"],
  conflicts: ["相互矛盾的说法", "Contradictions"],
  claims: ["从文本读出的关系", "Relations read from texts"],
  judgements: ["名称归并", "Names taken for one"],
  stages: ["历程", "History"],
  phases: ["分期", "Phases"],
  said: ["读出的关系", "Relations read"],
  figures: ["读出的指标", "Figures read"],
  copies: ["转载", "Copies"],
  "contents-section": ["提到的事物", "Things named"],
  name: ["名称", "Name"],
  kind: ["类型", "Kind"],
  ownership: ["所有制", "Ownership"],
  modes: ["入园方式", "Mode"],
  since: ["最早日期", "Since"],
  entered: ["已入园", "Entered"],
  status: ["阶段", "Stage"],
  investment: ["总投资", "Investment"],
  investors: ["建设单位", "Undertaken by"],
  issued: ["发布日期", "Issued"],
  issuer: ["发布者", "Issuer"],
  documentNumber: ["文号", "Number"],
  indicator: ["指标", "Indicator"],
  value: ["数值", "Value"],
  period: ["时期", "Period"],
  modality: ["情态", "Modality"],
  written: ["原文写法", "As written"],
  planned: ["计划", "Planned"],
  actual: ["实际", "Actual"],
  reached: ["完成", "Reached"],
  subject: ["主语", "Subject"],
  predicate: ["关系", "Relation"],
  object: ["宾语", "Object"],
  accepted: ["采纳", "Accepted"],
  confidence: ["可信度", "Confidence"],
  reported: ["报道日期", "Reported"],
  date: ["日期", "Date"],
  sources: ["来源数", "Sources"],
  verdict: ["结论", "Verdict"],
  reasons: ["理由", "Reasons"],
  about: ["对象", "About"],
  yes: ["是", "yes"],
  no: ["否", "no"],
  previous: ["上一页", "Previous"],
  next: ["下一页", "Next"],
  of: ["共", "of"],
  rows: ["条", "rows"],
  rawText: ["原文", "Original text"],
  cleanText: ["净文", "Clean text"],
  rawHint: ["灰色为净文中略去的字符", "Grey characters are left out of the clean text"],
  mark: ["证据所在", "The evidence"],
  "state-no-inputs": ["服务启动时没有给出文档所在位置，无法显示原文。请以 parkgraph serve --documents 指明建图时的输入。", "The server was not told where the documents lie. Start it with parkgraph serve --documents and the inputs of the build."],
  "state-missing": ["在给出的位置找不到这份文档：它可能已被移走或删除。", "The document is no longer where it lay: it was moved or deleted."],
  "state-changed": ["该处文档的内容已经改变，字符位置不再可靠，因此不予显示。", "The document there has changed since the build, so that offsets no longer hold; it is not shown."],
  source: ["来源", "Source"],
  publisher: ["发布者", "Publisher"],
  characters: ["字符数", "Characters"],
  shownPart: ["只显示其中一段", "Only a part is shown"],
  expand: ["展开", "Expand"],
  openPage: ["打开页面", "Open page"],
  startFrom: ["从一个事物开始", "Start from a thing"],
  graphHint: ["点选一个事物，展开它的关系；也可用右侧列表操作。", "Choose a thing and expand it; the list does the same by keyboard."],
  more: ["另有", "more"],
  fit: ["全景", "Fit"],
  layout: ["重新排布", "Lay out"],
  full: ["已达 500 个事物，请从别处重新开始。", "500 things are shown; start anew from another."],
  shown: ["已显示", "Shown"],
  placeHint: ["园区数和项目数都含下级地区。", "Numbers of parks and projects include the places below."],
  parameters: ["参数", "Parameters"],
  answerIt: ["查询", "Answer"],
  optional: ["可不填", "optional"],
  any: ["不限", "any"],
  showSparql: ["查看 SPARQL", "Show SPARQL"],
  inWorkbench: ["在查询台中打开", "Open in the workbench"],
  download: ["下载", "Download"],
  meanings: ["各列的含义", "What the columns mean"],
  chart: ["图", "Chart"],
  table: ["表", "Table"],
  noRows: ["没有符合条件的结果", "No rows"],
  noRowsHint: ["放宽参数再试。", "Try with fewer parameters."],
  rowsShown: ["只显示前", "Only the first"],
  filterQuestions: ["筛选问题", "Filter questions"],
  understood: ["理解为", "Taken as"],
  otherQuestions: ["也可能是", "Or perhaps"],
  notUnderstood: ["没有合适的问题", "No question fits"],
  notUnderstoodHint: ["目录里没有能回答它的查询。可以换个说法，或浏览全部问题。", "Nothing in the catalogue answers this. Put it another way, or look through the questions."],
  correct: ["参数可以在下面修改。", "Correct the parameters below."],
  examples: ["示例", "Examples"],
  report: ["建图报告", "Build report"],
  noReport: ["这个图谱旁边没有建图报告。", "There is no build report beside this graph."],
  documentsRead: ["读入文档", "Documents read"],
  rejected: ["拒收", "Rejected"],
  triples: ["三元组", "Triples"],
  violations: ["违例", "Violations"],
  unattributed: ["看到但未归属", "Seen, not attributed"],
  undated: ["无日期的文档", "Undated documents"],
  empty: ["没有事实的文档", "Documents without facts"],
  notAccepted: ["未采纳的论断", "Claims not accepted"],
  undecided: ["未定的名称", "Undecided names"],
  encodings: ["编码", "Encodings"],
  mostMissed: ["未归属最多的文档", "Documents with most not attributed"],
  doubts: ["需要核对", "To be looked at"],
  reason: ["原因", "Reason"],
  nameless: ["未命名", "Untitled"],
  counts: ["数量", "Counts"],
  start: ["从这里开始", "Where to begin"],
  tryThese: ["试试这些问题", "Try these questions"],
  movedTo: ["现归并为", "Now joined to"],
} satisfies Record<string, [string, string]>;

export type Word = keyof typeof WORDS;

function remembered(name: string): string | null {
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

export function remember(name: string, value: string): void {
  try {
    localStorage.setItem(name, value);
  } catch {
    // a browser that keeps nothing forgets the choice
  }
}

function firstLanguage(): Language {
  const asked = new URLSearchParams(location.search).get("lang") ?? remembered("parkgraph-language");
  if (asked === "zh" || asked === "en") return asked;
  return navigator.language.toLowerCase().startsWith("zh") ? "zh" : "en";
}

export let language: Language = firstLanguage();

export function setLanguage(wanted: Language): void {
  language = wanted;
  remember("parkgraph-language", wanted);
  document.documentElement.lang = wanted === "zh" ? "zh-CN" : "en";
}

export function theme(): string {
  return remembered("parkgraph-theme") ?? "auto";
}

export function setTheme(wanted: string): void {
  remember("parkgraph-theme", wanted);
  document.documentElement.dataset.theme = wanted;
}

export function w(word: Word): string {
  return WORDS[word][language === "zh" ? 0 : 1];
}

// Chinese for the names of columns and parameters of the catalogue; in English they are shown as they are.
const NAMES: Record<string, string> = {
  park: "园区", kind: "类型", modality: "情态", indicator: "指标", sentence: "原句", value: "数值", unit: "单位", start: "开始", end: "结束", subject: "对象", project: "项目",
  documents: "文档数", enterprise: "企业", stage: "阶段", investment: "总投资", group: "集团", document: "文档", parks: "园区数", projects: "项目数", date: "日期", year: "年份", name: "名称",
  planned: "计划", issued: "发布日期", first: "最早", last: "最晚", bound: "界限", actual: "实际", policy: "政策", number: "文号", enterprises: "企业数", mode: "方式", sources: "来源数",
  published: "发布日期", publisher: "发布者", claims: "关系数", day: "日期", ownership: "所有制", predicate: "关系", object: "宾语", key: "可比键", company: "企业", plannedIn: "计划出自", actualIn: "实际出自",
  industry: "产业", place: "地区", target: "适用于", issuer: "发布者", firstName: "名称一", secondName: "名称二", score: "可信度", reason: "理由", province: "省份", list: "名单", about: "指标",
  copyTitle: "转载标题", copySource: "转载来源", copyDay: "转载日期", originalTitle: "原标题", originalSource: "原来源", originalDay: "原日期", copy: "转载", original: "原文档", title: "标题", metrics: "指标数",
  basis: "依据", other: "别名", what: "内容", mu: "亩", share: "完成率", until: "截止", reached: "已达到", withProjects: "有项目的", maxValue: "上限", written: "原文写法", leading: "主导", level: "级别", met: "是否达到",
  dated: "日期", phase: "分期", phaseStage: "分期阶段", phaseModality: "分期情态", phaseInvestment: "分期投资", earlier: "先前", earlierDay: "先前日期", later: "后来", laterDay: "后来日期", lastNews: "最近消息",
  source: "来源", firstThing: "事物一", secondThing: "事物二", confidence: "可信度", before: "早于", change: "增减", order: "次序", since: "不早于", least: "至少", minimum: "不低于", maximum: "不高于", word: "名称中的词",
  on: "到哪一天", earlierDated: "先前日期依据", laterDated: "后来日期依据", actualUntil: "实际截止", plannedUntil: "计划截止",
};

export function nameOf(name: string): string {
  return language === "zh" ? NAMES[name] ?? name : name;
}

const LEVELS: Record<string, [string, string]> = { national: ["国家级", "national"], provincial: ["省级", "provincial"], municipal: ["市级", "municipal"], county: ["县级", "county"] };

export function levelOf(level: string): string {
  return LEVELS[level]?.[language === "zh" ? 0 : 1] ?? level;
}

export function maybe(word: string): string {
  return word in WORDS ? w(word as Word) : word;
}
