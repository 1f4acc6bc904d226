"""The Streamlit parts that pages share. Only this folder and the pages know Streamlit."""
