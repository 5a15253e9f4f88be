<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
 <context>
  <name>AdviceCard</name>
  <message numerus="yes">
   <source>%Ln examples, this computer</source>
   <translation>
    <numerusform>%Ln example, this computer</numerusform>
    <numerusform>%Ln examples, this computer</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln examples, this computer, without a network</source>
   <translation>
    <numerusform>%Ln example, this computer, without a network</numerusform>
    <numerusform>%Ln examples, this computer, without a network</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>AskCard</name>
  <message numerus="yes">
   <source>%Ln heads</source>
   <translation>
    <numerusform>%Ln head</numerusform>
    <numerusform>%Ln heads</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln layers</source>
   <translation>
    <numerusform>%Ln layer</numerusform>
    <numerusform>%Ln layers</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln token</numerusform>
    <numerusform>%Ln tokens</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ClassesView</name>
  <message numerus="yes">
   <source>%Ln more classes, less likely</source>
   <translation>
    <numerusform>%Ln more class, less likely</numerusform>
    <numerusform>%Ln more classes, less likely</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln more labels, less likely</source>
   <translation>
    <numerusform>%Ln more label, less likely</numerusform>
    <numerusform>%Ln more labels, less likely</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DataCard</name>
  <message numerus="yes">
   <source>%Ln classes</source>
   <translation>
    <numerusform>%Ln class</numerusform>
    <numerusform>%Ln classes</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln row</numerusform>
    <numerusform>%Ln rows</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>DataView</name>
  <message numerus="yes">
   <source>all %Ln rows</source>
   <translation>
    <numerusform>its only row</numerusform>
    <numerusform>all %Ln rows</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>first %Ln rows</source>
   <translation>
    <numerusform>first row</numerusform>
    <numerusform>first %Ln rows</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FillsView</name>
  <message numerus="yes">
   <source>%Ln more masks</source>
   <translation>
    <numerusform>%Ln more mask</numerusform>
    <numerusform>%Ln more masks</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>FindingBar</name>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln row</numerusform>
    <numerusform>%Ln rows</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>the first %Ln rows</source>
   <translation>
    <numerusform>the first %Ln row</numerusform>
    <numerusform>the first %Ln rows</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ForecastCard</name>
  <message numerus="yes">
   <source>%Ln examples are held back to measure on.</source>
   <translation>
    <numerusform>%Ln example is held back to measure on.</numerusform>
    <numerusform>%Ln examples are held back to measure on.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>HitsView</name>
  <message numerus="yes">
   <source>%Ln more passages, less alike</source>
   <translation>
    <numerusform>%Ln more passage, less alike</numerusform>
    <numerusform>%Ln more passages, less alike</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>KeyNumbers</name>
  <message numerus="yes">
   <source>%Ln examples</source>
   <translation>
    <numerusform>%Ln example</numerusform>
    <numerusform>%Ln examples</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>mean of the last %Ln steps</source>
   <translation>
    <numerusform>the last step</numerusform>
    <numerusform>mean of the last %Ln steps</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>LabelsComparison</name>
  <message numerus="yes">
   <source>%Ln more labels, less likely</source>
   <translation>
    <numerusform>%Ln more label, less likely</numerusform>
    <numerusform>%Ln more labels, less likely</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>LogPane</name>
  <message numerus="yes">
   <source>%Ln lines of events.jsonl could not be read and are left out.</source>
   <translation>
    <numerusform>%Ln line of events.jsonl could not be read and is left out.</numerusform>
    <numerusform>%Ln lines of events.jsonl could not be read and are left out.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>NumbersCard</name>
  <message numerus="yes">
   <source>%Ln epochs of your data</source>
   <translation>
    <numerusform>%Ln epoch of your data</numerusform>
    <numerusform>%Ln epochs of your data</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>OutcomeCard</name>
  <message numerus="yes">
   <source>%Ln more answers, less often</source>
   <translation>
    <numerusform>%Ln more answer, less often</numerusform>
    <numerusform>%Ln more answers, less often</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows answered in {time}, saved as {file}.</source>
   <translation>
    <numerusform>%Ln row answered in {time}, saved as {file}.</numerusform>
    <numerusform>%Ln rows answered in {time}, saved as {file}.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows without a text have an empty answer.</source>
   <translation>
    <numerusform>%Ln row without a text has an empty answer.</numerusform>
    <numerusform>%Ln rows without a text have an empty answer.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PlaygroundPage</name>
  <message numerus="yes">
   <source>Your text and the history are kept, and %Ln questions wait.</source>
   <translation>
    <numerusform>Your text and the history are kept, and %Ln question waits.</numerusform>
    <numerusform>Your text and the history are kept, and %Ln questions wait.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PlotCard</name>
  <message numerus="yes">
   <source>Mean of the last %Ln steps</source>
   <translation>
    <numerusform>Each step as it is</numerusform>
    <numerusform>Mean of the last %Ln steps</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>PresetCard</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln token</numerusform>
    <numerusform>%Ln tokens</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>QueuedLine</name>
  <message numerus="yes">
   <source>%Ln runs of “{name}” are in the queue, from place {place} on.</source>
   <translation>
    <numerusform>%Ln run of “{name}” is in the queue, at place {place}.</numerusform>
    <numerusform>%Ln runs of “{name}” are in the queue, from place {place} on.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>ResultsCard</name>
  <message numerus="yes">
   <source>%Ln examples</source>
   <translation>
    <numerusform>%Ln example</numerusform>
    <numerusform>%Ln examples</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln hidden tokens</source>
   <translation>
    <numerusform>%Ln hidden token</numerusform>
    <numerusform>%Ln hidden tokens</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RowsView</name>
  <message numerus="yes">
   <source>%Ln texts</source>
   <translation>
    <numerusform>%Ln text</numerusform>
    <numerusform>%Ln texts</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RunCards</name>
  <message numerus="yes">
   <source>%Ln more at work</source>
   <translation>
    <numerusform>%Ln more at work</numerusform>
    <numerusform>%Ln more at work</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RunNotice</name>
  <message numerus="yes">
   <source>%Ln runs have ended.</source>
   <translation>
    <numerusform>%Ln run has ended.</numerusform>
    <numerusform>%Ln runs have ended.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RunPlots</name>
  <message numerus="yes">
   <source>CPU, %Ln cores</source>
   <translation>
    <numerusform>CPU, %Ln core</numerusform>
    <numerusform>CPU, %Ln cores</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>RunsPage</name>
  <message numerus="yes">
   <source>Move %Ln runs with their models, checkpoints and exports to the trash?</source>
   <translation>
    <numerusform>Move %Ln run with its model, checkpoints and exports to the trash?</numerusform>
    <numerusform>Move %Ln runs with their models, checkpoints and exports to the trash?</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SamplesCard</name>
  <message numerus="yes">
   <source>%Ln fixed validation examples</source>
   <translation>
    <numerusform>%Ln fixed validation example</numerusform>
    <numerusform>%Ln fixed validation examples</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SearchPanel</name>
  <message numerus="yes">
   <source>%Ln passages are indexed.</source>
   <translation>
    <numerusform>%Ln passage is indexed.</numerusform>
    <numerusform>%Ln passages are indexed.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SettingsPage</name>
  <message numerus="yes">
   <source>%Ln cores</source>
   <translation>
    <numerusform>%Ln core</numerusform>
    <numerusform>%Ln cores</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>SeveralCard</name>
  <message numerus="yes">
   <source>Add %Ln runs to the queue</source>
   <translation>
    <numerusform>Add %Ln run to the queue</numerusform>
    <numerusform>Add %Ln runs to the queue</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>Summary</name>
  <message numerus="yes">
   <source>%Ln masks were filled.</source>
   <translation>
    <numerusform>%Ln mask was filled.</numerusform>
    <numerusform>%Ln masks were filled.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln rows found a passage.</source>
   <translation>
    <numerusform>%Ln row found a passage.</numerusform>
    <numerusform>%Ln rows found a passage.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln texts were ended before they came to an end.</source>
   <translation>
    <numerusform>%Ln text was ended before it came to an end.</numerusform>
    <numerusform>%Ln texts were ended before they came to an end.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Each row has a vector of %Ln numbers.</source>
   <translation>
    <numerusform>Each row has a vector of %Ln number.</numerusform>
    <numerusform>Each row has a vector of %Ln numbers.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>In %Ln rows nothing was found.</source>
   <translation>
    <numerusform>In %Ln row nothing was found.</numerusform>
    <numerusform>In %Ln rows nothing was found.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>TrainableField</name>
  <message numerus="yes">
   <source>The last layers and the head (of %Ln layers)</source>
   <translation>
    <numerusform>The last layers and the head (of %Ln layer)</numerusform>
    <numerusform>The last layers and the head (of %Ln layers)</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>VectorView</name>
  <message numerus="yes">
   <source>A vector of %Ln numbers</source>
   <translation>
    <numerusform>A vector of %Ln number</numerusform>
    <numerusform>A vector of %Ln numbers</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>WritingBox</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln token</numerusform>
    <numerusform>%Ln tokens</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>WrittenView</name>
  <message numerus="yes">
   <source>%Ln tokens</source>
   <translation>
    <numerusform>%Ln token</numerusform>
    <numerusform>%Ln tokens</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>_Part</name>
  <message numerus="yes">
   <source>%Ln rows</source>
   <translation>
    <numerusform>%Ln row</numerusform>
    <numerusform>%Ln rows</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>_SeriesCard</name>
  <message numerus="yes">
   <source>%Ln ended early</source>
   <translation>
    <numerusform>%Ln ended early</numerusform>
    <numerusform>%Ln ended early</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln folds</source>
   <translation>
    <numerusform>%Ln fold</numerusform>
    <numerusform>%Ln folds</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>%Ln seeds</source>
   <translation>
    <numerusform>%Ln seed</numerusform>
    <numerusform>%Ln seeds</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>attention</name>
  <message numerus="yes">
   <source>Of the first text the last %Ln tokens were left out: the model does not take them.</source>
   <translation>
    <numerusform>Of the first text the last token was left out: the model does not take it.</numerusform>
    <numerusform>Of the first text the last %Ln tokens were left out: the model does not take them.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>Of the second text the last %Ln tokens were left out: the model does not take them.</source>
   <translation>
    <numerusform>Of the second text the last token was left out: the model does not take it.</numerusform>
    <numerusform>Of the second text the last %Ln tokens were left out: the model does not take them.</numerusform>
   </translation>
  </message>
  <message numerus="yes">
   <source>The text is longer than this model takes: the last %Ln tokens were left out.</source>
   <translation>
    <numerusform>The text is longer than this model takes: the last token was left out.</numerusform>
    <numerusform>The text is longer than this model takes: the last %Ln tokens were left out.</numerusform>
   </translation>
  </message>
 </context>
 <context>
  <name>attention walk</name>
  <message numerus="yes">
   <source>The text was cut into %Ln tokens. When they come to layer {layer}, each of them is a vector of {width} numbers. Together they are the rows of X.</source>
   <translation>
    <numerusform>The text was cut into %Ln token. When it comes to layer {layer}, it is a vector of {width} numbers, the one row of X.</numerusform>
    <numerusform>The text was cut into %Ln tokens. When they come to layer {layer}, each of them is a vector of {width} numbers. Together they are the rows of X.</numerusform>
   </translation>
  </message>
 </context>
</TS>
